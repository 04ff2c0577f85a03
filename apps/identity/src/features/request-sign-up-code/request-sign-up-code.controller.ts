import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequestSignUpCode } from '#contracts/identity/activation';

@Controller()
export class RequestSignUpCodeController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RequestSignUpCode.subject)
  request(@Payload() command: RequestSignUpCode) {
    return this.commands.execute(command);
  }
}
