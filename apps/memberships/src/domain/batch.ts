import type { LevelSum } from '#contracts/billing/billing-summary';
import type { DocumentRef } from '#contracts/billing/credits';
import type { SaleToBill, SaleToReplace } from '#contracts/billing/pairs';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import type { BatchOrderRow, BatchRowOutcome } from '#contracts/memberships/batch-orders';
import type { ReplacementToMake } from '#contracts/memberships/replacements';
import type { SaleToMake } from '#contracts/memberships/sales';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';

/*
 * An order of thousands is carried out in parts. Whatever belongs to one account is in one part, so that no part moves money that
 * another was previewed with, and what was shown of each row holds row by row (PAIN-3, REP-13).
 */

export type AskedRow = (SaleToMake | ReplacementToMake) & { readonly row: number };

/** What was found of a row when it was previewed. */
export interface JudgedRow {
  readonly accountId: Uuid | null;
  readonly personId: Uuid | null;
  readonly problem: string | null;
  readonly facts: Record<string, string | number> | null;
  readonly effectiveOn: LocalDate | null;
  readonly expiresOn: LocalDate | null;
}

/** A part: its rows as they were asked, what billing was told of them in the same order, and the hash of each. */
export interface BatchPlan {
  readonly rows: readonly AskedRow[];
  readonly terms: readonly ListingTerms[];
  readonly items: readonly (SaleToBill | SaleToReplace)[];
  readonly federationId: Uuid | null;
  readonly hashes: readonly string[];
}

/** What became of a row. A problem says why nothing did. */
export interface RowResult {
  readonly row: number;
  readonly problem: string | null;
  readonly newMembershipId: Uuid | null;
  readonly documents: readonly DocumentRef[];
}

/** Rows by parts of so many at most, an account's in one; the order of the accounts is that of their first rows. */
export function partsOf<R>(rows: readonly R[], accountOf: (row: R) => Uuid, atMost: number): R[][] {
  const parts: R[][] = [];
  for (const own of Map.groupBy(rows, accountOf).values()) {
    const last = parts.at(-1);
    if (last && last.length + own.length <= atMost) last.push(...own);
    else parts.push([...own]);
  }
  return parts;
}

/** The sums of parts, together. Above its clients a seller has one account: each part shows what it alone would make of it. */
export function addUp(parts: readonly (readonly LevelSum[])[]): LevelSum[] {
  const sums = new Map<string, LevelSum>();
  for (const one of parts.flat()) {
    const sum = sums.get(one.level);
    sums.set(one.level, sum ? together(sum, one) : one);
  }
  return [...sums.values()];
}

function together(a: LevelSum, b: LevelSum): LevelSum {
  const shared = a.level === 'corporate';
  const taxes = [...a.taxes];
  for (const tax of b.taxes) {
    const at = taxes.findIndex(({ code, ratePpm }) => code === tax.code && ratePpm === tax.ratePpm);
    if (at < 0) taxes.push(tax);
    else taxes[at] = { ...tax, amountMinor: taxes[at].amountMinor + tax.amountMinor };
  }
  return {
    ...a,
    taxes,
    invoices: a.invoices + b.invoices,
    creditNotes: a.creditNotes + b.creditNotes,
    netMinor: a.netMinor + b.netMinor,
    invoicedMinor: a.invoicedMinor + b.invoicedMinor,
    creditedMinor: a.creditedMinor + b.creditedMinor,
    releasedMinor: a.releasedMinor + b.releasedMinor,
    settledMinor: a.settledMinor + b.settledMinor,
    accounts: shared ? 1 : a.accounts + b.accounts,
    balanceBeforeMinor: shared ? a.balanceBeforeMinor : a.balanceBeforeMinor + b.balanceBeforeMinor,
    balanceAfterMinor: a.balanceAfterMinor + b.balanceAfterMinor - (shared ? b.balanceBeforeMinor : 0),
  };
}

/** A row from beginning to end. `judged`: undefined until it was previewed. */
export function rowOf(asked: AskedRow, judged: JudgedRow | undefined, result: RowResult | undefined): BatchOrderRow {
  const sale = 'accountId' in asked ? asked : undefined;
  return {
    row: asked.row,
    listingId: asked.listingId,
    accountId: sale?.accountId ?? judged?.accountId ?? null,
    personId: sale?.personId ?? judged?.personId ?? null,
    membershipId: 'membershipId' in asked ? asked.membershipId : null,
    problem: result?.problem ?? judged?.problem ?? null,
    facts: judged?.problem ? judged.facts : null,
    effectiveOn: judged?.effectiveOn ?? null,
    expiresOn: judged?.expiresOn ?? null,
    outcome: outcomeOf(judged, result),
    newMembershipId: result?.newMembershipId ?? null,
    documents: [...(result?.documents ?? [])],
  };
}

function outcomeOf(judged: JudgedRow | undefined, result: RowResult | undefined): BatchRowOutcome {
  if (result) return result.problem === null ? 'done' : 'refused';
  return judged?.problem ? 'barred' : 'waiting';
}
