import { placeholderFor } from '#kernel/placeholder';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { PreviewDocument } from '#contracts/imports/imports';
import type { Values } from './check-row.js';
import { at } from './columns.js';
import type { FileRow } from './file-row.js';
import type { PlanRow } from './plan.js';
import type { PricedListing } from './preview.js';

/** The two invoices a sold row will have: the club's to its client and the federation's to the club (IMP-13). */
export function documentsOf(
  plan: PlanRow,
  rows: ReadonlyMap<number, FileRow>,
  listings: readonly PricedListing[],
  { clubName, freemium, language }: { clubName: string; freemium: boolean; language: string | undefined },
): PreviewDocument[] {
  const { values } = rows.get(plan.row)!;
  const { terms, quotes } = listings[plan.listing!];
  const of = (level: BillingLevel): PreviewDocument => {
    const { netMinor, taxes, totalMinor } = quotes[level];
    return {
      row: plan.row,
      level,
      debtorName: level === 'client' ? debtorOf(plan, values, rows, language) : clubName,
      description: level === 'client' ? terms.name : terms.offerName,
      personName: personIn(values),
      netMinor,
      taxes,
      totalMinor,
      currency: terms.currency,
      paidMinor: level === 'client' && freemium ? totalMinor : 0, // IMP-14
    };
  };
  return [of('client'), of('corporate')];
}

/** Who will be invoiced. An account that exists keeps its owner, of whom the file knows what its owner columns say. */
export function debtorOf(
  { owner, ownerRow, accountId }: PlanRow,
  values: Values,
  rows: ReadonlyMap<number, FileRow>,
  language: string | undefined,
): string {
  if (owner === 'placeholder') return placeholderFor(personIn(values), language); // IMP-7
  const ownerValues = ownerRow === null ? values : (rows.get(ownerRow)?.values ?? values);
  if (owner === 'row') return personIn(ownerValues);
  const named = `${ownerValues[at.ownerFirstName]} ${ownerValues[at.ownerLastName]}`.trim();
  return (owner === 'columns' || accountId !== null) && named !== '' ? named : personIn(values);
}

export const personIn = (values: Values): string => `${values[at.firstName]} ${values[at.lastName]}`;
