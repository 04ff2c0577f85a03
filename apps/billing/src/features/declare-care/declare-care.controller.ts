import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DeclareCare, type CareRecord } from '#contracts/billing/childcare';

@Controller()
export class DeclareCareController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DeclareCare.subject)
  declare(@Payload() command: DeclareCare): Promise<{ lines: CareRecord[] }> {
    return this.commands.execute(command);
  }
}
