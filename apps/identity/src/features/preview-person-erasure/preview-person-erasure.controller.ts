import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewOwnErasure, PreviewPersonErasure } from '#contracts/identity/person-erasures';

@Controller()
export class PreviewPersonErasureController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewPersonErasure.subject)
  preview(@Payload() query: PreviewPersonErasure) {
    return this.queries.execute(query);
  }

  @MessagePattern(PreviewOwnErasure.subject)
  previewOwn(@Payload() query: PreviewOwnErasure) {
    return this.queries.execute(query);
  }
}
