import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { BooksJoined } from '#contracts/billing/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class OnBooksJoinedController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(BooksJoined)
  on(@Payload() event: BooksJoined) {
    return this.commands.execute(event);
  }
}
