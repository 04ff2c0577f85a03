import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnBilling, type OwnBillingRecord } from '#contracts/billing/own';

@Controller()
export class GetOwnBillingController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOwnBilling.subject)
  get(@Payload() query: GetOwnBilling): Promise<OwnBillingRecord> {
    return this.queries.execute(query);
  }
}
