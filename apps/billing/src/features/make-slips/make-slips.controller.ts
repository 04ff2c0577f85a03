import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MakeSlips, type SlipsMade } from '#contracts/billing/childcare';

@Controller()
export class MakeSlipsController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(MakeSlips.subject)
  make(@Payload() command: MakeSlips): Promise<SlipsMade> {
    return this.commands.execute(command);
  }
}
