import type { LocalDate, Uuid } from '../caller.js';

export const statementLineKinds = ['invoice', 'credit-note', 'payment', 'refund'] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];

/** One thing that happened on an account: income (no money moves) or cashflow (BIL-1). What is owed rises by what is positive. */
export interface StatementLine {
  id: Uuid; // Of the document or the payment.
  kind: StatementLineKind;
  on: LocalDate;
  number: string | null; // A document's.
  description: string | null; // Of a document's first item.
  items: number; // How many a document has.
  personName: string | null; // Whom the first item is for; null once erased.
  method: string | null; // How money moved.
  reference: string | null;
  reason: string | null;
  incomeMinor: number;
  cashflowMinor: number;
  balanceMinor: number; // After this line.
}

/** The fields of a line in the order they travel in. */
type Row = [
  id: Uuid,
  kind: StatementLineKind,
  on: LocalDate,
  number: string | null,
  description: string | null,
  items: number,
  personName: string | null,
  method: string | null,
  reference: string | null,
  reason: string | null,
  incomeMinor: number,
  cashflowMinor: number,
];

/** Lines as they travel: the database's own JSON, that nobody takes apart on the way. A thousand of them are asked for often. */
export interface StatementRows {
  carriedMinor: number; // Owed before the first of them.
  rows: string;
}

/** Each line with what is owed after it: income raises and credit lowers it, payments lower and refunds raise it (BIL-1, BIL-2). */
export function statementLines({ carriedMinor, rows }: StatementRows): StatementLine[] {
  let balanceMinor = carriedMinor;
  return (JSON.parse(rows) as Row[]).map(
    ([id, kind, on, number, description, items, personName, method, reference, reason, incomeMinor, cashflowMinor]) => {
      balanceMinor += incomeMinor + cashflowMinor;
      const about = { description, items, personName, method, reference, reason };
      return { id, kind, on, number, ...about, incomeMinor, cashflowMinor, balanceMinor };
    },
  );
}
