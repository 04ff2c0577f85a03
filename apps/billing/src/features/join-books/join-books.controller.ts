import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { JoinBooks } from '#contracts/billing/merges';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class JoinBooksController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(JoinBooks)
  join(@Payload() command: JoinBooks): Promise<void> {
    return this.commands.execute(command);
  }
}
