import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { AssessSales } from '#contracts/memberships/assess-sales.query';

@Controller()
export class AssessSalesController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(AssessSales.subject)
  assess(@Payload() query: AssessSales) {
    return this.queries.execute(query);
  }
}
