import { parsePublicId, type PublicKind } from '#kernel/ids';
import type { Money } from '#kernel/money';
import type { LocalDate, Uuid } from '../caller.js';

export const statementLineKinds = ['invoice', 'credit-note', 'payment', 'refund'] as const;
export type StatementLineKind = (typeof statementLineKinds)[number];

/** What the id of a line is that of. */
export const statementLineIds = {
  invoice: 'invoice',
  'credit-note': 'creditNote',
  payment: 'payment',
  refund: 'payment',
} as const satisfies Record<StatementLineKind, PublicKind>;

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

/** A line as clients of the edge read it, which is how the database writes it: a thousand of them are asked for often. */
interface WrittenLine extends Omit<StatementLine, 'id' | 'incomeMinor' | 'cashflowMinor' | 'balanceMinor'> {
  id: string; // Public.
  income: Money;
  cashflow: Money;
  balance: Money;
}

/** Lines as they travel: the JSON of each, separated by commas, as the database wrote it; nobody takes it apart on the way. */
export type WrittenLines = string | Uint8Array;

/** The same lines, taken apart. */
export function statementLines(lines: WrittenLines): StatementLine[] {
  const text = typeof lines === 'string' ? lines : Buffer.from(lines).toString();
  return (JSON.parse(`[${text}]`) as WrittenLine[]).map(({ id, income, cashflow, balance, ...about }) => ({
    ...about,
    id: parsePublicId(statementLineIds[about.kind], id)!,
    incomeMinor: income.amountMinor,
    cashflowMinor: cashflow.amountMinor,
    balanceMinor: balance.amountMinor,
  }));
}
