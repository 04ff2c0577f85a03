import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { FilePiece } from '#contracts/billing/files.query';
import { GetOwnFilePiece, GetOwnStatement, MakeOwnStatementFile } from '#contracts/billing/own';
import type { StatementRecord } from '#contracts/billing/statements.query';

@Controller()
export class GetOwnStatementController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(GetOwnStatement.subject)
  get(@Payload() query: GetOwnStatement): Promise<StatementRecord> {
    return this.queries.execute(query);
  }

  @MessagePattern(MakeOwnStatementFile.subject)
  make(@Payload() query: MakeOwnStatementFile): Promise<FilePiece> {
    return this.queries.execute(query);
  }

  @MessagePattern(GetOwnFilePiece.subject)
  piece(@Payload() query: GetOwnFilePiece): Promise<{ base64: string }> {
    return this.queries.execute(query);
  }
}
