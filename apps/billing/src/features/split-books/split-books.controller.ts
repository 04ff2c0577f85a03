import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { SplitBooks } from '#contracts/billing/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class SplitBooksController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(SplitBooks)
  split(@Payload() command: SplitBooks): Promise<void> {
    return this.commands.execute(command);
  }
}
