import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetUser } from '#contracts/identity/staff';

@Controller()
export class GetUserController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetUser.subject)
  get(@Payload() query: GetUser) {
    return this.queries.execute(query);
  }
}
