import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeCommunication } from '#contracts/identity/corporate-accounts';

@Controller()
export class ChangeCommunicationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeCommunication.subject)
  change(@Payload() command: ChangeCommunication) {
    return this.commands.execute(command);
  }
}
