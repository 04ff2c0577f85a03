import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetCare, type CareRecord } from '#contracts/billing/childcare';

@Controller()
export class GetCareController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetCare.subject)
  get(@Payload() question: GetCare): Promise<{ lines: CareRecord[] }> {
    return this.queries.execute(question);
  }
}
