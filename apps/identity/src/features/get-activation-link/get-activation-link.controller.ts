import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetActivationLink } from '#contracts/identity/activation';

@Controller()
export class GetActivationLinkController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetActivationLink.subject)
  get(@Payload() query: GetActivationLink) {
    return this.queries.execute(query);
  }
}
