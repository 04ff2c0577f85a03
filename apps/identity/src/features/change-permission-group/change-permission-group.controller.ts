import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ChangePermissionGroup } from '#contracts/identity/permission-groups';

@Controller()
export class ChangePermissionGroupController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(ChangePermissionGroup.subject)
  change(@Payload() command: ChangePermissionGroup) {
    return this.commands.execute(command);
  }
}
