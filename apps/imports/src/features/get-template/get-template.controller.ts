import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetTemplate } from '#contracts/imports/imports';

@Controller()
export class GetTemplateController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetTemplate.subject)
  handle(@Payload() query: GetTemplate) {
    return this.queries.execute(query);
  }
}
