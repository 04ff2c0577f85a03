import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Payload } from '@nestjs/microservices';
import { TellClients } from '#contracts/identity/tell-clients.command';
import { Consumes } from '#platform/messaging/consumes';

@Controller()
export class TellClientsController {
  constructor(private readonly commands: CommandBus) {}

  @Consumes(TellClients)
  tell(@Payload() command: TellClients): Promise<void> {
    return this.commands.execute(command);
  }
}
