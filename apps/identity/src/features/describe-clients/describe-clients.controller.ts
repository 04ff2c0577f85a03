import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DescribeClients } from '#contracts/identity/describe-clients.query';

@Controller()
export class DescribeClientsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(DescribeClients.subject)
  describe(@Payload() query: DescribeClients) {
    return this.queries.execute(query);
  }
}
