import type { Uuid } from '../caller.js';
import { type Check, aCount, aText, maybe, oneOf } from '../rows.js';
import { lineKinds, type LineKind } from '../identity/organizations.js';
import type { BillingLevel } from './documents.query.js';

/** How an amount stands to its taxes (BIL-17): they come on top, are part of it, or are not taken. */
export const taxTreatments = ['added', 'included', 'waived'] as const;
export type TaxTreatment = (typeof taxTreatments)[number];

/** What to credit of a line: all that is left, a share of what it charged, or an amount (BIL-15, BIL-17). */
export type CreditAsk =
  | { kind: 'whole' }
  | { kind: 'percent'; percentPpm: number } // Parts per million of what the line charged: half of it is 500 000.
  | { kind: 'amount'; amountMinor: number; tax: TaxTreatment };

const upTo =
  (most: number): Check =>
  (value) =>
    aCount(value) && (value as number) <= most;

export const creditAskChecks: Record<string, Check>[] = [
  { kind: oneOf('whole') },
  { kind: oneOf('percent'), percentPpm: upTo(1_000_000) },
  { kind: oneOf('amount'), amountMinor: aCount, tax: oneOf(...taxTreatments) },
];

/** A fee or rebate beside what is sold, on the client's invoice alone. Of a discount, the amount is what it takes off. */
export interface ExtraLine {
  kind: LineKind;
  description: string;
  amountMinor: number;
  ledgerCode: string;
  tax?: TaxTreatment | null; // `added` when absent.
}

export const extraLineChecks: Record<string, Check> = {
  kind: oneOf(...lineKinds),
  description: aText(200),
  amountMinor: aCount,
  ledgerCode: aText(40),
  tax: maybe(oneOf(...taxTreatments)),
};

/** A document as an answer names it. */
export interface DocumentRef {
  id: Uuid;
  kind: 'invoice' | 'credit-note';
  level: BillingLevel;
  number: string;
  totalMinor: number; // Of a credit note negative.
}
