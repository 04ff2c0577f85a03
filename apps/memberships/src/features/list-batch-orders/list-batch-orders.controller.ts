import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetBatchOrder, ListBatchOrderDocuments, ListBatchOrderRows, ListBatchOrders } from '#contracts/memberships/batch-orders';

@Controller()
export class ListBatchOrdersController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListBatchOrders.subject)
  list(@Payload() query: ListBatchOrders) {
    return this.queries.execute(query);
  }

  @MessagePattern(GetBatchOrder.subject)
  get(@Payload() query: GetBatchOrder) {
    return this.queries.execute(query);
  }

  @MessagePattern(ListBatchOrderRows.subject)
  rows(@Payload() query: ListBatchOrderRows) {
    return this.queries.execute(query);
  }

  @MessagePattern(ListBatchOrderDocuments.subject)
  documents(@Payload() query: ListBatchOrderDocuments) {
    return this.queries.execute(query);
  }
}
