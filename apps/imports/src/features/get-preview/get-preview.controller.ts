import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetPreview } from '#contracts/imports/imports';

@Controller()
export class GetPreviewController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPreview.subject)
  handle(@Payload() query: GetPreview) {
    return this.queries.execute(query);
  }
}
