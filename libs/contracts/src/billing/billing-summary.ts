import { ArrayMaxSize, IsOptional, Matches } from 'class-validator';
import type { BillingLevel } from './documents.query.js';
import type { QuotedTax } from './quote-documents.query.js';

/** What many documents of one level would do together. */
export interface LevelSum {
  level: BillingLevel;
  currency: string;
  invoices: number;
  creditNotes: number;
  netMinor: number; // Of invoices, less credit notes, before taxes.
  taxes: QuotedTax[]; // By code.
  invoicedMinor: number; // With taxes.
  creditedMinor: number; // With taxes; positive.
  releasedMinor: number; // Money that is free of what is credited.
  settledMinor: number; // What of the new invoices that money settles, or an external payment.
  accounts: number;
  balanceBeforeMinor: number; // Of those accounts together. Positive: owed.
  balanceAfterMinor: number;
}

/** Sums, and of each item what its documents come down to: the same hash means the same documents and the same money. */
export interface BillingSummary {
  levels: LevelSum[];
  hashes: string[]; // In the order of the items.
}

/** Hashes of items, as a summary gave them. */
export function AreHashes(): PropertyDecorator {
  const checks = [IsOptional(), ArrayMaxSize(1000), Matches(/^[0-9a-f]{32}$/, { each: true })];
  return (target, property) => checks.forEach((check) => check(target, property));
}
