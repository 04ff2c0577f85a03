import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DocumentsCountered, type CounteredRow } from '#contracts/billing/counter-documents.command';
import { Inbox } from '#platform/outbox/inbox';
import { clubOfFlow } from '../../access.js';
import { getImportForUpdate } from '../../persistence/import-records.js';
import { saveKeptRows, saveUndoneRows } from '../../persistence/undo-rows.js';
import { UndoRun } from '../../running/undo-run.js';

/** A batch of an undo has its credit notes: they are kept with their rows (IMP-19), as are the reasons of rows that stay. */
@CommandHandler(DocumentsCountered)
export class OnDocumentsCounteredHandler implements ICommandHandler<DocumentsCountered> {
  constructor(
    private readonly inbox: Inbox,
    private readonly run: UndoRun,
  ) {}

  execute({ importId, batch, rows: countered, kept }: DocumentsCountered): Promise<void> {
    return this.inbox.once(async (em) => {
      const found = await getImportForUpdate(em, clubOfFlow().id, importId);
      const isNews = await this.run.passed(em, found, batch, 'countered', (undo, rows) => ({
        documents: undo.documents + rows,
        undone: undo.undone + countered.length,
        kept: undo.kept + kept.length,
        clientMinor: undo.clientMinor + sum(countered, ({ clientMinor }) => clientMinor),
        corporateMinor: undo.corporateMinor + sum(countered, ({ corporateMinor }) => corporateMinor),
        refundedMinor: undo.refundedMinor + sum(countered, ({ refundedMinor }) => refundedMinor),
      }));
      if (!isNews) return;
      found.processed += countered.length + kept.length;
      const undo = { importId, organizationId: found.organizationId };
      await saveUndoneRows(em, undo, countered);
      await saveKeptRows(em, undo, kept);
    });
  }
}

const sum = (rows: readonly CounteredRow[], amount: (row: CounteredRow) => number): number =>
  rows.reduce((total, row) => total + amount(row), 0);
