import { Controller } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { FilePiece } from '#contracts/billing/files.query';
import { GetOwnDocument, ListOwnDocuments, MakeOwnDocumentFile, type OwnDocumentRecord } from '#contracts/billing/own';
import type { Page } from '#contracts/message';

@Controller()
export class ListOwnDocumentsController {
  constructor(private readonly queries: QueryBus) {}

  @MessagePattern(ListOwnDocuments.subject)
  list(@Payload() query: ListOwnDocuments): Promise<Page<OwnDocumentRecord>> {
    return this.queries.execute(query);
  }

  @MessagePattern(GetOwnDocument.subject)
  get(@Payload() query: GetOwnDocument): Promise<OwnDocumentRecord> {
    return this.queries.execute(query);
  }

  @MessagePattern(MakeOwnDocumentFile.subject)
  make(@Payload() query: MakeOwnDocumentFile): Promise<FilePiece> {
    return this.queries.execute(query);
  }
}
