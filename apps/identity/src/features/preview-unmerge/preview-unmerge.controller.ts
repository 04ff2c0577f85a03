import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewUnmerge } from '#contracts/identity/merges';

@Controller()
export class PreviewUnmergeController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewUnmerge.subject)
  preview(@Payload() query: PreviewUnmerge) {
    return this.queries.execute(query);
  }
}
