import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AddMember } from '#contracts/identity/managing';

@Controller()
export class AddMemberController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AddMember.subject)
  add(@Payload() command: AddMember) {
    return this.commands.execute(command);
  }
}
