import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { BooksSplit } from '#contracts/billing/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class OnBooksSplitController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(BooksSplit)
  on(@Payload() event: BooksSplit) {
    return this.commands.execute(event);
  }
}
