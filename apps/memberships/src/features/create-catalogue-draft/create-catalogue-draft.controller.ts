import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateCatalogueDraft } from '#contracts/memberships/catalogue-drafts';

@Controller()
export class CreateCatalogueDraftController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateCatalogueDraft.subject)
  create(@Payload() command: CreateCatalogueDraft) {
    return this.commands.execute(command);
  }
}
