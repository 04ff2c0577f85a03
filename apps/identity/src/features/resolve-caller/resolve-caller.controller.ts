import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';

@Controller()
export class ResolveCallerController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ResolveCaller.subject)
  resolve(@Payload() query: ResolveCaller) {
    return this.queries.execute(query);
  }
}
