import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { ListOwnExports, ListPersonExports } from '#contracts/identity/person-exports';

@Controller()
export class ListPersonExportsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListPersonExports.subject)
  list(@Payload() query: ListPersonExports) {
    return this.queries.execute(query);
  }

  @MessagePattern(ListOwnExports.subject)
  listOwn(@Payload() query: ListOwnExports) {
    return this.queries.execute(query);
  }
}
