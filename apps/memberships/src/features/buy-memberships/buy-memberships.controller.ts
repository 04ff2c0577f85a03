import { Controller } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { BuyMemberships, ListOwnOnSale, PreviewOwnPurchase } from '#contracts/memberships/own';

@Controller()
export class BuyMembershipsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @MessagePattern(ListOwnOnSale.subject)
  list(@Payload() query: ListOwnOnSale) {
    return this.queries.execute(query);
  }

  @MessagePattern(PreviewOwnPurchase.subject)
  preview(@Payload() query: PreviewOwnPurchase) {
    return this.queries.execute(query);
  }

  @MessagePattern(BuyMemberships.subject)
  buy(@Payload() command: BuyMemberships) {
    return this.commands.execute(command);
  }
}
