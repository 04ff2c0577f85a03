import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { FindOwnClient } from '#contracts/identity/own-clients';

@Controller()
export class FindOwnClientController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(FindOwnClient.subject)
  find(@Payload() query: FindOwnClient) {
    return this.queries.execute(query);
  }
}
