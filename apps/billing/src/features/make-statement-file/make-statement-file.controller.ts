import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeStatementFile } from '#contracts/billing/statements.query';

@Controller()
export class MakeStatementFileController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MakeStatementFile.subject)
  make(@Payload() question: MakeStatementFile): Promise<FilePiece> {
    return this.queries.execute(question);
  }
}
