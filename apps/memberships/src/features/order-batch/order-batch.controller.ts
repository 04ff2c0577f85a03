import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AppendBatchOrder, ConfirmBatchOrder, DiscardBatchOrder, StartBatchOrder } from '#contracts/memberships/batch-orders';

@Controller()
export class OrderBatchController {
  constructor(private readonly commands: CommandBus) {}

  @MessagePattern(AppendBatchOrder.subject)
  append(@Payload() command: AppendBatchOrder) {
    return this.commands.execute(command);
  }

  @MessagePattern(StartBatchOrder.subject)
  start(@Payload() command: StartBatchOrder) {
    return this.commands.execute(command);
  }

  @MessagePattern(ConfirmBatchOrder.subject)
  confirm(@Payload() command: ConfirmBatchOrder) {
    return this.commands.execute(command);
  }

  @MessagePattern(DiscardBatchOrder.subject)
  discard(@Payload() command: DiscardBatchOrder) {
    return this.commands.execute(command);
  }
}
