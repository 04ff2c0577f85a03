import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOnSale } from '#contracts/memberships/on-sale';

@Controller()
export class ListOnSaleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOnSale.subject)
  list(@Payload() query: ListOnSale) {
    return this.queries.execute(query);
  }
}
