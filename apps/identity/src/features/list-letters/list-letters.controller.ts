import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListLetters } from '#contracts/identity/letters.query';

@Controller()
export class ListLettersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListLetters.subject)
  list(@Payload() query: ListLetters) {
    return this.queries.execute(query);
  }
}
