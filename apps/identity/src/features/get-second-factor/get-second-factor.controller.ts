import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetSecondFactor } from '#contracts/identity/second-factors';

@Controller()
export class GetSecondFactorController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetSecondFactor.subject)
  get(@Payload() query: GetSecondFactor) {
    return this.queries.execute(query);
  }
}
