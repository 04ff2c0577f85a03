import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { KeepGuardians, type GuardiansRecord } from '#contracts/billing/childcare';

@Controller()
export class KeepGuardiansController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(KeepGuardians.subject)
  keep(@Payload() command: KeepGuardians): Promise<GuardiansRecord> {
    return this.commands.execute(command);
  }
}
