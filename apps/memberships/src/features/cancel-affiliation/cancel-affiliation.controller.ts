import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelAffiliation } from '#contracts/memberships/affiliations';

@Controller()
export class CancelAffiliationController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CancelAffiliation.subject)
  cancel(@Payload() message: CancelAffiliation) {
    return this.commands.execute(message);
  }
}
