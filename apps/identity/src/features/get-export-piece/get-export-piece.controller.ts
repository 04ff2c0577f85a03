import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { GetOwnExportPiece, GetPersonExportPiece } from '#contracts/identity/person-exports';

@Controller()
export class GetExportPieceController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetPersonExportPiece.subject)
  get(@Payload() query: GetPersonExportPiece) {
    return this.queries.execute(query);
  }

  @MessagePattern(GetOwnExportPiece.subject)
  getOwn(@Payload() query: GetOwnExportPiece) {
    return this.queries.execute(query);
  }
}
