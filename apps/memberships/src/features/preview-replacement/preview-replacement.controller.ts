import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewReplacement } from '#contracts/memberships/replacements';

@Controller()
export class PreviewReplacementController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewReplacement.subject)
  preview(@Payload() query: PreviewReplacement) {
    return this.queries.execute(query);
  }
}
