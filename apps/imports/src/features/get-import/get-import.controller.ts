import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetImport } from '#contracts/imports/imports';

@Controller()
export class GetImportController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetImport.subject)
  handle(@Payload() query: GetImport) {
    return this.queries.execute(query);
  }
}
