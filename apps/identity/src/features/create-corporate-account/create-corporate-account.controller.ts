import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreateCorporateAccount } from '#contracts/identity/corporate-accounts';

@Controller()
export class CreateCorporateAccountController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(CreateCorporateAccount.subject)
  create(@Payload() command: CreateCorporateAccount) {
    return this.commands.execute(command);
  }
}
