import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetUndoPreview } from '#contracts/imports/undo';

@Controller()
export class GetUndoPreviewController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetUndoPreview.subject)
  handle(@Payload() query: GetUndoPreview) {
    return this.queries.execute(query);
  }
}
