import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DiscardCatalogueDraft } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class DiscardCatalogueDraftController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DiscardCatalogueDraft.subject)
  discard(@Payload() command: DiscardCatalogueDraft) {
    return this.commands.execute(command);
  }
}
