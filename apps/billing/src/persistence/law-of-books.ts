import type { Invariant } from '#platform/database/invariant';

/** What a law of the books is about, one by one. */
export type Subject =
  | 'document'
  | 'entry' // Of the journal.
  | 'payment' // Or a refund.
  | 'sale'
  | 'operation'
  | 'account'
  | 'issuer'
  | 'accruing' // An issuer that defers revenue.
  | 'planned'
  | 'charge'
  | 'plan'
  | 'recurring';

/**
 * A law that can also be asked of some of its subjects alone: in each table it reads whole, either the column that names the subject
 * or a condition on `$1`, the subjects' ids. Tables it looks things up in by key are left out.
 */
export interface LawOfBooks extends Invariant {
  readonly of: { readonly subject: Subject; readonly tables: Readonly<Record<string, string>> };
}

const sameRow = (table: string): string =>
  `(import_id, import_row) IN (SELECT import_id, import_row FROM public.${table} WHERE id = ANY ($1::uuid[]) AND import_id IS NOT NULL)`;

/** Everything of the rows of imports that these documents or payments are of. */
export const ofTheirRows = (table: 'documents' | 'payments'): Record<string, string> => ({ [table]: sameRow(table) });
