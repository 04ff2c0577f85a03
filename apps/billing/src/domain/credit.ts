import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { CreditExceedsItem } from './credit.errors.js';
import type { DocumentDraft, DraftLine } from './document-draft.js';
import { creditByCode } from './posting.js';
import { partOf, sumOf, withTaxes, type TaxAmount, type TaxTreatment, type TaxedAmount } from './tax.js';

/*
 * An issued invoice is corrected by a credit note (BIL-4): its lines credit lines of the invoice, whole, in part, and never beyond
 * what is left of each. Taxes are given back as they were taken, so that a line credited whole, at once or in parts, gives back
 * exactly its taxes of record (REP-9).
 */

/** A line of an invoice, with what is left of it to credit. */
export interface Creditable {
  readonly documentId: Uuid;
  readonly position: number;
  readonly kind: string;
  readonly description: string;
  readonly personId: Uuid | null;
  readonly ledgerCode: string;
  readonly saleId: Uuid | null;
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
  readonly chargedMinor: number; // With taxes and after discounts: what a percentage is of.
  readonly left: TaxedAmount;
}

/** What to credit of a line: all that is left, a share of what was charged, or an amount (BIL-15, BIL-17). */
export type CreditAsk =
  | { readonly kind: 'whole' }
  | { readonly kind: 'percent'; readonly percentPpm: number }
  | { readonly kind: 'amount'; readonly amountMinor: number; readonly tax: TaxTreatment };

/** What a credit takes of a line; amounts are positive. */
export function creditOf({ chargedMinor, left }: Creditable, ask: CreditAsk): TaxedAmount {
  if (ask.kind === 'whole') {
    if (left.totalMinor === 0 && chargedMinor > 0) throw new CreditExceedsItem({ askedMinor: chargedMinor, openMinor: 0 });
    return left;
  }
  if (ask.kind === 'percent') return creditWithin(left, partOf(chargedMinor, ask.percentPpm, 1_000_000));
  if (ask.tax === 'included') return creditWithin(left, ask.amountMinor);
  return ask.tax === 'waived' ? creditUntaxed(left, ask.amountMinor) : creditOnTop(left, ask.amountMinor);
}

/** A total with its taxes in it: each tax in proportion to what is left of it. */
function creditWithin(left: TaxedAmount, totalMinor: number): TaxedAmount {
  if (totalMinor > left.totalMinor) throw new CreditExceedsItem({ askedMinor: totalMinor, openMinor: left.totalMinor });
  let rest = totalMinor;
  const taxes = left.taxes.map((tax) => {
    const share = partOf(tax.amountMinor, totalMinor, left.totalMinor);
    const amountMinor = share > 0 ? Math.min(share, rest) : share; // Of a cent or two, rounding may not make more.
    rest -= amountMinor;
    return { ...tax, amountMinor };
  });
  // Once the price itself is given back, what is left is tax.
  for (const [i, tax] of taxes.entries()) {
    const excess = Math.min(rest - left.netMinor, left.taxes[i].amountMinor - tax.amountMinor);
    if (excess <= 0) continue;
    tax.amountMinor += excess;
    rest -= excess;
  }
  return withTaxes(rest, taxes);
}

/** A price, its taxes on top. */
function creditOnTop(left: TaxedAmount, netMinor: number): TaxedAmount {
  if (netMinor > left.netMinor) throw new CreditExceedsItem({ askedMinor: netMinor, openMinor: left.netMinor });
  const taxes = left.taxes.map((tax) => ({ ...tax, amountMinor: partOf(tax.amountMinor, netMinor, left.netMinor) }));
  return withTaxes(netMinor, taxes);
}

/** A price whose taxes stay as they were taken. */
function creditUntaxed(left: TaxedAmount, netMinor: number): TaxedAmount {
  if (netMinor > left.netMinor) throw new CreditExceedsItem({ askedMinor: netMinor, openMinor: left.netMinor });
  return withTaxes(
    netMinor,
    left.taxes.map((tax) => ({ ...tax, amountMinor: 0 })),
  );
}

export interface Credit extends TaxedAmount {
  readonly item: Creditable;
}

/**
 * A credit note's lines, totals and postings: the debtor owes less, and what was credited to revenue and taxes is taken back.
 * A write-off is no less revenue but a bad debt, under a ledger code of its own (BIL-18).
 */
export function draftCreditNote(credits: readonly Credit[], badDebtCode?: string): DocumentDraft {
  const lines = credits.map(creditLine);
  const [netMinor, taxMinor] = [sum(lines.map((line) => line.netMinor)), sum(lines.map((line) => line.taxMinor))];
  const totalMinor = netMinor + taxMinor;
  return {
    lines: badDebtCode === undefined ? lines : lines.map((line) => ({ ...line, ledgerCode: badDebtCode })),
    netMinor,
    taxMinor,
    totalMinor,
    postings: [
      { account: 'receivable', code: null, amountMinor: totalMinor },
      ...creditByCode(
        badDebtCode === undefined ? 'revenue' : 'bad-debt',
        lines.map((line) => [badDebtCode ?? line.ledgerCode, line.netMinor] as const),
      ),
      ...creditByCode(
        'tax-payable',
        lines.flatMap((line) => line.taxes.map((tax) => [tax.code, tax.amountMinor] as const)),
      ),
    ],
  };
}

function creditLine({ item, netMinor, taxes }: Credit, i: number): DraftLine {
  const { documentId, position, kind, description, personId, ledgerCode, saleId, periodFrom, periodTo } = item;
  return {
    kind,
    description,
    personId,
    ledgerCode,
    saleId,
    periodFrom,
    periodTo,
    position: i + 1,
    credits: { documentId, position },
    ...withTaxes(negative(netMinor), taxes.map(negated)),
  };
}

const negated = (tax: TaxAmount): TaxAmount => ({ ...tax, amountMinor: negative(tax.amountMinor) });
const negative = (amountMinor: number): number => 0 - amountMinor; // Never -0.

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What is left of a line: what was charged, tax by tax, less what was credited. */
export function leftOf(charged: TaxedAmount, credited: readonly Pick<TaxedAmount, 'netMinor' | 'taxes'>[]): TaxedAmount {
  if (credited.length === 0) return charged;
  const given = (code: string) => sum(credited.map(({ taxes }) => sumOf(taxes.filter((tax) => tax.code === code))));
  return withTaxes(
    charged.netMinor - sum(credited.map((credit) => credit.netMinor)),
    charged.taxes.map((tax) => ({ ...tax, amountMinor: tax.amountMinor - given(tax.code) })),
  );
}
