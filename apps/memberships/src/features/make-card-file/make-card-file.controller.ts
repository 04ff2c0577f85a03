import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MakeCardFile } from '#contracts/memberships/cards';

@Controller()
export class MakeCardFileController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MakeCardFile.subject)
  make(@Payload() query: MakeCardFile) {
    return this.queries.execute(query);
  }
}
