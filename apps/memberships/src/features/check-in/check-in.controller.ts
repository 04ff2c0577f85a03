import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CheckIn } from '#contracts/memberships/entry';

@Controller()
export class CheckInController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CheckIn.subject)
  checkIn(@Payload() command: CheckIn) {
    return this.commands.execute(command);
  }
}
