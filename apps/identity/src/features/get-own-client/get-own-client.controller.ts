import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnClient } from '#contracts/identity/own-clients';

@Controller()
export class GetOwnClientController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOwnClient.subject)
  get(@Payload() query: GetOwnClient) {
    return this.queries.execute(query);
  }
}
