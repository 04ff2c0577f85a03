import { Injectable } from '@nestjs/common';
import type { DocumentLanguage, FilePiece, PaperKind } from '#contracts/billing/files.query';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { PrintedDocuments } from '../persistence/printed-documents.js';
import { Files, type MadeFor } from './files.js';
import { languageOf } from './language.js';
import { wordsOf } from './words/words.js';

export const noSuchDocument = (kind: PaperKind): Missing =>
  new Missing(kind === 'invoice' ? 'billing.no-such-invoice' : 'billing.no-such-credit-note');

/** An issued document as a file, for a party of it. */
@Injectable()
export class DocumentFiles {
  constructor(
    private readonly database: Database,
    private readonly documents: PrintedDocuments,
    private readonly organizations: OrganizationCopies,
    private readonly files: Files,
  ) {}

  async make(
    organizationId: Uuid,
    { documentId, kind, language: asked }: { documentId: Uuid; kind: PaperKind; language?: DocumentLanguage },
    madeFor?: MadeFor,
  ): Promise<FilePiece> {
    const { document, issuer } = await this.database.transaction(async (em) => {
      const found = await this.documents.find(em, organizationId, kind, documentId);
      if (!found) throw noSuchDocument(kind);
      return { ...found, issuer: await this.organizations.get(em, found.issuerId) };
    });
    const language = languageOf(asked, issuer);
    const { titles } = wordsOf[language];
    const name = `${kind === 'invoice' ? titles.invoice : titles.creditNote} ${document.number}`;
    return this.files.make(organizationId, name, { kind: 'document', format: 'pdf', document, issuer, language }, madeFor);
  }
}
