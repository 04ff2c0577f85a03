import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { billingLevels } from '#contracts/billing/documents.query';
import { GetPreview, type ImportPreview, type PreviewDocument } from '#contracts/imports/imports';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingClub } from '../../access.js';
import { documentsOf } from '../../domain/preview-documents.js';
import { NotReady } from '../../domain/imports.errors.js';
import { getImport } from '../../persistence/import-records.js';
import { checkedRowsNumbered } from '../../persistence/pages.js';
import { plansFrom } from '../../persistence/plan-pages.js';

/** Every consequence of an import before anything happens: computed from its plan, and not written. */
@QueryHandler(GetPreview)
export class GetPreviewHandler implements IQueryHandler<GetPreview> {
  constructor(private readonly database: Database) {}

  execute({ importId, limit, after }: GetPreview): Promise<ImportPreview> {
    const { club } = actingClub();
    const { row, level } = lastShown(after);
    return this.database.transaction(async (em) => {
      const { assessment, preview, state } = await getImport(em, club.id, importId);
      if (!preview) throw new NotReady({ state });
      const judgement = { importId, organizationId: club.id, assessment };
      const plans = await plansFrom(em, judgement, row, Math.ceil(limit / 2) + 2, { soldOnly: true });
      const rows = await checkedRowsNumbered(
        em,
        judgement,
        plans.flatMap((plan) => (plan.ownerRow === null ? [plan.row] : [plan.row, plan.ownerRow])),
      );
      const freemium = preview.summary.totals.client.paidMinor > 0;
      const documents = plans
        .flatMap((plan) => documentsOf(plan, rows, preview.listings, { clubName: club.name, freemium, language: club.languages[0] }))
        .filter((document) => isAfter(document, row, level));
      const { data, next } = pageOf(documents, limit, (document) => [document.row, document.level]);
      return { ...preview.summary, documents: { data, next } };
    });
  }
}

function lastShown(after: string | undefined): { row: number; level: string } {
  const [row, level] = decodeCursor(after, 2) ?? [0, 'corporate'];
  if (!Number.isSafeInteger(row) || Math.abs(row as number) > 1_000_000 || !billingLevels.some((each) => each === level))
    throw new BadCursor();
  return { row: row as number, level: level as string };
}

/** A row's client invoice comes first, then its corporate one. */
const isAfter = (document: PreviewDocument, row: number, level: string): boolean =>
  document.row > row || (document.row === row && level === 'client' && document.level === 'corporate');
