import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangeNetworkSearch } from '#contracts/identity/search-people';

@Controller()
export class ChangeNetworkSearchController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangeNetworkSearch.subject)
  change(@Payload() command: ChangeNetworkSearch) {
    return this.commands.execute(command);
  }
}
