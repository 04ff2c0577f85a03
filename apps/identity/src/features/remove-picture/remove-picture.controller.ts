import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RemovePicture } from '#contracts/identity/pictures';

@Controller()
export class RemovePictureController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RemovePicture.subject)
  remove(@Payload() command: RemovePicture) {
    return this.commands.execute(command);
  }
}
