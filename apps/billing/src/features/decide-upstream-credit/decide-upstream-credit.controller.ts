import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DecideUpstreamCredit, type UpstreamCreditRecord } from '#contracts/billing/cancellations';

@Controller()
export class DecideUpstreamCreditController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DecideUpstreamCredit.subject)
  decide(@Payload() command: DecideUpstreamCredit): Promise<UpstreamCreditRecord> {
    return this.commands.execute(command);
  }
}
