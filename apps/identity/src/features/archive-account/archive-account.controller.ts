import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ArchiveAccount } from '#contracts/identity/managing';

@Controller()
export class ArchiveAccountController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ArchiveAccount.subject)
  archive(@Payload() command: ArchiveAccount) {
    return this.commands.execute(command);
  }
}
