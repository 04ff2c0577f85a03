import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SearchDuplicates } from '#contracts/identity/possible-duplicates';

@Controller()
export class SearchDuplicatesController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SearchDuplicates.subject)
  search(@Payload() command: SearchDuplicates) {
    return this.commands.execute(command);
  }
}
