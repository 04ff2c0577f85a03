import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PublishCatalogueDraft } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class PublishCatalogueDraftController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(PublishCatalogueDraft.subject)
  publish(@Payload() command: PublishCatalogueDraft) {
    return this.commands.execute(command);
  }
}
