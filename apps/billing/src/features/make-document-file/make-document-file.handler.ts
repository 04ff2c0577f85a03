import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MakeDocumentFile, type FilePiece } from '#contracts/billing/files.query';
import { requireRole } from '#platform/messaging/context';
import { DocumentFiles } from '../../papers/document-files.js';

@QueryHandler(MakeDocumentFile)
export class MakeDocumentFileHandler implements IQueryHandler<MakeDocumentFile> {
  constructor(private readonly files: DocumentFiles) {}

  execute({ documentId, kind, language }: MakeDocumentFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.files.make(organization.id, { documentId, kind, language });
  }
}
