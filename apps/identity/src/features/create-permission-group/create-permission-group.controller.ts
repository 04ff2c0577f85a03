import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreatePermissionGroup } from '#contracts/identity/permission-groups';

@Controller()
export class CreatePermissionGroupController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreatePermissionGroup.subject)
  create(@Payload() command: CreatePermissionGroup) {
    return this.commands.execute(command);
  }
}
