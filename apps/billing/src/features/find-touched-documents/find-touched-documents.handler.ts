import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindTouchedDocuments, type RowInBooks } from '#contracts/billing/counter-documents.command';
import { Database } from '#platform/database/database';
import { touchedSince } from '../../domain/undo.js';
import { ImportedRows, type ImportedInvoice } from '../../persistence/imported-rows.js';

/** How the documents of an import stand by now, before it is undone (IMP-17): judged by the rule that counters them. */
@QueryHandler(FindTouchedDocuments)
export class FindTouchedDocumentsHandler implements IQueryHandler<FindTouchedDocuments> {
  constructor(
    private readonly database: Database,
    private readonly rows: ImportedRows,
  ) {}

  async execute({ importId, rows }: FindTouchedDocuments): Promise<{ rows: RowInBooks[] }> {
    const invoices = await this.database.transaction((em) => this.rows.standing(em, importId, rows));
    return {
      rows: Array.from(
        Map.groupBy(invoices, ({ row }) => row),
        ([row, ofRow]) => inBooks(row, ofRow),
      ),
    };
  }
}

function inBooks(row: number, invoices: readonly ImportedInvoice[]): RowInBooks {
  const [client, corporate] = ['client', 'corporate'].map((level) => invoices.find((invoice) => invoice.level === level));
  return {
    row,
    reasons: touchedSince(invoices),
    clientMinor: client?.totalMinor ?? 0,
    corporateMinor: corporate?.totalMinor ?? 0,
    paidMinor: client?.payment?.amountMinor ?? 0,
    accountInUse: client?.accountInUse ?? false,
    personInUse: client?.personInUse ?? false,
  };
}
