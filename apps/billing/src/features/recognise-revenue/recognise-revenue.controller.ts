import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RecogniseRevenue, type RecognisedRevenue } from '#contracts/billing/journal';

@Controller()
export class RecogniseRevenueController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(RecogniseRevenue.subject)
  recognise(@Payload() command: RecogniseRevenue): Promise<RecognisedRevenue> {
    return this.commands.execute(command);
  }
}
