import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AppendPicturePiece } from '#contracts/identity/pictures';

@Controller()
export class AppendPicturePieceController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AppendPicturePiece.subject)
  append(@Payload() command: AppendPicturePiece) {
    return this.commands.execute(command);
  }
}
