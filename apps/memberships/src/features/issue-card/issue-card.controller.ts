import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { IssueCard } from '#contracts/memberships/cards';

@Controller()
export class IssueCardController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(IssueCard.subject)
  issue(@Payload() command: IssueCard) {
    return this.commands.execute(command);
  }
}
