import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { SetPicture } from '#contracts/identity/pictures';

@Controller()
export class SetPictureController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(SetPicture.subject)
  set(@Payload() command: SetPicture) {
    return this.commands.execute(command);
  }
}
