import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';

@Controller()
export class GetRecurringChargeController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetRecurringCharge.subject)
  get(@Payload() question: GetRecurringCharge): Promise<RecurringChargeRecord> {
    return this.queries.execute(question);
  }
}
