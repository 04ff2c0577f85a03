import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetFamilyLoginLink } from '#contracts/identity/family-logins';

@Controller()
export class GetFamilyLoginLinkController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetFamilyLoginLink.subject)
  get(@Payload() query: GetFamilyLoginLink) {
    return this.queries.execute(query);
  }
}
