import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetUndo } from '#contracts/imports/undo';

@Controller()
export class GetUndoController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetUndo.subject)
  handle(@Payload() query: GetUndo) {
    return this.queries.execute(query);
  }
}
