import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewMerge } from '#contracts/identity/merges';

@Controller()
export class PreviewMergeController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewMerge.subject)
  preview(@Payload() query: PreviewMerge) {
    return this.queries.execute(query);
  }
}
