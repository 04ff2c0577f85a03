import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnExport, GetPersonExport } from '#contracts/identity/person-exports';

@Controller()
export class GetPersonExportController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPersonExport.subject)
  get(@Payload() query: GetPersonExport) {
    return this.queries.execute(query);
  }

  @MessagePattern(GetOwnExport.subject)
  getOwn(@Payload() query: GetOwnExport) {
    return this.queries.execute(query);
  }
}
