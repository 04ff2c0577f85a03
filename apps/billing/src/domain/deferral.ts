import type { LocalDate } from '#kernel/dates';
import type { Posting } from './posting.js';
import { setOffDiscounts } from './set-off.js';
import { partOf, sumOf, type TaxedAmount } from './tax.js';

/*
 * An organization that keeps its books by accrual (BIL-22) earns the price of a term day by day. What it bills for a term that goes
 * beyond the month of the bill is deferred revenue first, and is recognised month by month, so that the whole term recognises exactly
 * the price. A discount that is set off against it is deferred with it: what is deferred is what is really charged for the term, and
 * the rest of the price stands against the discount in the month of the bill. A credit takes back what is still deferred before it
 * takes what was earned.
 */

/** A line of an invoice, as far as its term matters. */
export interface TermedLine {
  readonly netMinor: number;
  readonly periodFrom: LocalDate | null;
  readonly periodTo: LocalDate | null;
}

/** What is deferred: a price whose term goes beyond the month. Without an end a term is billed month by month (MEM-6). */
export function isDeferred<L extends TermedLine>(
  line: L,
  issuedOn: LocalDate,
): line is L & { readonly periodFrom: LocalDate; readonly periodTo: LocalDate } {
  const { netMinor, periodFrom, periodTo } = line;
  return netMinor > 0 && periodFrom !== null && periodTo !== null && periodTo >= periodFrom && periodTo > monthEnd(issuedOn);
}

/** The lines of an invoice that are deferred, and how much of each: its price less what discounts take of it. */
export function deferredOf<L extends TermedLine & Pick<TaxedAmount, 'totalMinor' | 'taxes'>>(
  lines: readonly L[],
  issuedOn: LocalDate,
): { line: L & { readonly periodFrom: LocalDate; readonly periodTo: LocalDate }; amountMinor: number }[] {
  const taken = lines.some(({ totalMinor }) => totalMinor < 0) ? setOffDiscounts(lines) : [];
  return lines.flatMap((line, i) => {
    if (!isDeferred(line, issuedOn)) return [];
    const discountMinor = i < taken.length ? taken[i].setOffMinor - sumOf(taken[i].taxes) : 0;
    const amountMinor = Math.min(line.netMinor, line.netMinor - discountMinor);
    return amountMinor > 0 ? [{ line, amountMinor }] : [];
  });
}

/** What of a deferral is earned by the end of a day, rounded half-up: nothing before the term, all of it at its end. */
export function earnedThrough(
  worthMinor: number,
  { periodFrom, periodTo }: { periodFrom: LocalDate; periodTo: LocalDate },
  day: LocalDate,
) {
  if (day < periodFrom) return 0;
  if (day >= periodTo) return worthMinor;
  return partOf(worthMinor, daysIn(periodFrom, day), daysIn(periodFrom, periodTo));
}

export interface Deferral {
  readonly deferredMinor: number;
  readonly takenBackMinor: number;
  readonly recognisedMinor: number;
  readonly periodFrom: LocalDate;
  readonly periodTo: LocalDate;
}

/**
 * What to recognise of a deferral for the days through this one. A credit lowers what the whole term is worth; where more than its
 * share was recognised by then, nothing is until the days have caught up.
 */
export function toRecognise(deferral: Deferral, through: LocalDate): number {
  const worthMinor = deferral.deferredMinor - deferral.takenBackMinor;
  return Math.max(0, earnedThrough(worthMinor, deferral, through) - deferral.recognisedMinor);
}

/** What a credit takes back of a deferral: what is left of it, first. */
export const takenBackBy = (creditedMinor: number, { deferredMinor, takenBackMinor, recognisedMinor }: Deferral): number =>
  Math.min(creditedMinor, deferredMinor - takenBackMinor - recognisedMinor);

/** An amount of a document that belongs to deferred revenue instead of where it was posted. Of an invoice negative: a credit. */
export interface Moved {
  readonly from: string; // The ledger code it was posted under.
  readonly code: string; // The one it was or is deferred under.
  readonly amountMinor: number;
}

/** The postings of a document with some of them moved to deferred revenue. Their sum stays. */
export function withDeferred(postings: readonly Posting[], moves: readonly Moved[]): Posting[] {
  const moved = postings.map((posting) => ({ ...posting }));
  for (const { from, code, amountMinor } of moves) {
    const source = moved.find((posting) => posting.code === from && (posting.account === 'revenue' || posting.account === 'bad-debt'));
    if (!source) throw new Error(`no revenue was posted under ${from}`);
    source.amountMinor -= amountMinor;
    const target = moved.find((posting) => posting.account === 'deferred-revenue' && posting.code === code);
    if (target) target.amountMinor += amountMinor;
    else moved.push({ account: 'deferred-revenue', code, amountMinor });
  }
  return moved.filter(({ account, amountMinor }) => amountMinor !== 0 || account === 'receivable' || account === 'tax-payable');
}

/** The last day of the month. */
export function monthEnd(day: LocalDate): LocalDate {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The last day of the month before. */
export function lastMonthEnd(day: LocalDate): LocalDate {
  const [year, month] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}

const daysIn = (from: LocalDate, to: LocalDate): number => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
