import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListImports } from '#contracts/imports/imports';

@Controller()
export class ListImportsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListImports.subject)
  handle(@Payload() query: ListImports) {
    return this.queries.execute(query);
  }
}
