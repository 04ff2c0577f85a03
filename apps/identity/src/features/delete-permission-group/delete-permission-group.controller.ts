import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DeletePermissionGroup } from '#contracts/identity/permission-groups';

@Controller()
export class DeletePermissionGroupController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(DeletePermissionGroup.subject)
  delete(@Payload() command: DeletePermissionGroup) {
    return this.commands.execute(command);
  }
}
