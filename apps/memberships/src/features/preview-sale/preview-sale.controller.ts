import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { PreviewSale } from '#contracts/memberships/sales';

@Controller()
export class PreviewSaleController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(PreviewSale.subject)
  preview(@Payload() query: PreviewSale) {
    return this.queries.execute(query);
  }
}
