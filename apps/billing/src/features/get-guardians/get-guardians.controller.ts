import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetGuardians, type GuardiansRecord } from '#contracts/billing/childcare';

@Controller()
export class GetGuardiansController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetGuardians.subject)
  get(@Payload() question: GetGuardians): Promise<GuardiansRecord> {
    return this.queries.execute(question);
  }
}
