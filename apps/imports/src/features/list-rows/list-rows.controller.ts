import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListRows } from '#contracts/imports/imports';

@Controller()
export class ListRowsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListRows.subject)
  handle(@Payload() query: ListRows) {
    return this.queries.execute(query);
  }
}
