import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetMerge } from '#contracts/identity/merges';

@Controller()
export class GetMergeController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetMerge.subject)
  get(@Payload() query: GetMerge) {
    return this.queries.execute(query);
  }
}
