import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetUsage } from '#contracts/memberships/on-sale';

@Controller()
export class GetUsageController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetUsage.subject)
  get(@Payload() query: GetUsage) {
    return this.queries.execute(query);
  }
}
