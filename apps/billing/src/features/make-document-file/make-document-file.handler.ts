import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MakeDocumentFile, type FilePiece } from '#contracts/billing/files.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Files } from '../../papers/files.js';
import { languageOf } from '../../papers/language.js';
import { wordsOf } from '../../papers/words/words.js';
import { PrintedDocuments } from '../../persistence/printed-documents.js';

@QueryHandler(MakeDocumentFile)
export class MakeDocumentFileHandler implements IQueryHandler<MakeDocumentFile> {
  constructor(
    private readonly database: Database,
    private readonly documents: PrintedDocuments,
    private readonly organizations: OrganizationCopies,
    private readonly files: Files,
  ) {}

  async execute({ documentId, kind, language: asked }: MakeDocumentFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { document, issuer } = await this.database.transaction(async (em) => {
      const found = await this.documents.find(em, organization.id, kind, documentId);
      if (!found) throw new Missing(kind === 'invoice' ? 'billing.no-such-invoice' : 'billing.no-such-credit-note');
      return { ...found, issuer: await this.organizations.get(em, found.issuerId) };
    });
    const language = languageOf(asked, issuer);
    const { titles } = wordsOf[language];
    const name = `${kind === 'invoice' ? titles.invoice : titles.creditNote} ${document.number}`;
    return this.files.make(organization.id, name, { kind: 'document', format: 'pdf', document, issuer, language });
  }
}
