import { fingerprint } from '#kernel/fingerprint';
import type { BillingLevel } from '#contracts/billing/documents.query';
import type { QuotedLine, QuotedTax } from '#contracts/billing/quote-documents.query';
import type { ImportPreview, LevelTotals } from '#contracts/imports/imports';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { type PlanRow, isSold } from './plan.js';

/** What a membership of one listing costs at both levels, taxes included. */
export interface PricedListing {
  readonly terms: ListingTerms;
  readonly quotes: Readonly<Record<BillingLevel, QuotedLine>>;
}

/** Everything about a preview but its documents. */
export type PreviewSummary = Omit<ImportPreview, 'documents'>;

/** Everything a plan says, dates included: tells whether a plan that previews alike still has to be stored anew. */
export const digestOf = (plans: readonly PlanRow[]): string => fingerprint(plans.map((plan) => Object.values(plan).join('|')));

/** What carrying out a plan would make, and the hash a commit has to name. Freemium clubs also record each client's payment (IMP-14). */
export function summarise(
  plans: readonly PlanRow[],
  listings: readonly PricedListing[],
  { freemium }: { freemium: boolean },
): PreviewSummary {
  const sold = plans.filter(isSold);
  const soldOf = listings.map(() => 0);
  for (const { listing } of sold) soldOf[listing!] += 1;
  const totals = { client: totalsOf('client', listings, soldOf, freemium), corporate: totalsOf('corporate', listings, soldOf, false) };
  const newAccounts = new Map(sold.filter(({ accountId }) => accountId === null).map((plan) => [plan.accountRow, plan.owner]));
  return {
    previewHash: hashOf(plans, listings, totals),
    people: {
      created: count(sold, ({ outcome }) => outcome === 'create'),
      reused: count(sold, ({ outcome }) => outcome === 'reuse'),
    },
    accounts: { created: newAccounts.size, placeholders: count([...newAccounts.values()], (owner) => owner === 'placeholder') },
    memberships: sold.length,
    skipped: count(plans, ({ outcome }) => outcome === 'skip' || outcome === 'exclude'),
    totals,
  };
}

function totalsOf(level: BillingLevel, listings: readonly PricedListing[], soldOf: readonly number[], paid: boolean): LevelTotals {
  const totals = { documents: 0, netMinor: 0, totalMinor: 0 };
  const taxes = new Map<string, number>();
  listings.forEach(({ quotes }, listing) => {
    const [quote, times] = [quotes[level], soldOf[listing]];
    totals.documents += times;
    totals.netMinor += quote.netMinor * times;
    totals.totalMinor += quote.totalMinor * times;
    if (times > 0) for (const { code, amountMinor } of quote.taxes) taxes.set(code, (taxes.get(code) ?? 0) + amountMinor * times);
  });
  return {
    ...totals,
    taxes: [...taxes].map(([code, amountMinor]) => ({ code, amountMinor })),
    paidMinor: paid ? totals.totalMinor : 0,
    currency: listings[0]?.terms.currency ?? '',
  };
}

/**
 * Covers this file's verdicts, prices, taxes and totals; never document numbers, dates or times, so that clubs importing side by side
 * do not disturb each other and midnight changes nothing.
 */
function hashOf(plans: readonly PlanRow[], listings: readonly PricedListing[], totals: PreviewSummary['totals']): string {
  const verdicts = plans.map(
    ({ row, outcome, personId, accountId, accountRow, owner, listing }) =>
      `${row}|${outcome}|${personId ?? ''}|${accountId ?? accountRow}|${owner ?? ''}|${listing ?? ''}`,
  );
  const prices = listings.map(
    ({ terms: { listingId, name, offerName, currency }, quotes }) =>
      `${listingId}|${name}|${offerName}|${currency}|${priced(quotes.client)}|${priced(quotes.corporate)}`,
  );
  const sums = [totals.client, totals.corporate].map(({ documents, totalMinor, paidMinor }) => `${documents}|${totalMinor}|${paidMinor}`);
  return fingerprint([...verdicts, ...prices, ...sums]);
}

const priced = ({ netMinor, taxes, totalMinor }: QuotedLine): string => `${netMinor}+${taxes.map(taxed).join(',')}=${totalMinor}`;
const taxed = ({ code, ratePpm, amountMinor }: QuotedTax): string => `${code}:${ratePpm}:${amountMinor}`;

function count<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let found = 0;
  for (const item of items) if (holds(item)) found += 1;
  return found;
}
