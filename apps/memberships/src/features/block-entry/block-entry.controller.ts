import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BlockEntry } from '#contracts/memberships/entry';

@Controller()
export class BlockEntryController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(BlockEntry.subject)
  block(@Payload() command: BlockEntry) {
    return this.commands.execute(command);
  }
}
