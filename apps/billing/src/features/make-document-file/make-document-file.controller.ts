import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { MakeDocumentFile, type FilePiece } from '#contracts/billing/files.query';

@Controller()
export class MakeDocumentFileController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(MakeDocumentFile.subject)
  make(@Payload() question: MakeDocumentFile): Promise<FilePiece> {
    return this.queries.execute(question);
  }
}
