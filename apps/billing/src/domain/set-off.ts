import { DiscountExceedsInvoice } from './credit.errors.js';
import { partOf, type TaxAmount, type TaxedAmount } from './tax.js';

/*
 * A discount is a negative line, taxed like any other. It is never open itself: it is set off against the other lines of its
 * invoice, in their order, so that what is open of each is what is really owed for it.
 */

/** What is set off of a line, in all and of each tax: positive for what is discounted, negative for the discount. */
export interface SetOff {
  readonly setOffMinor: number;
  readonly taxes: readonly TaxAmount[];
}

/** The same lines always give the same: what was decided at issue is found again when a line is credited. */
export function setOffDiscounts(lines: readonly Pick<TaxedAmount, 'totalMinor' | 'taxes'>[]): SetOff[] {
  const discounts = lines.filter((line) => line.totalMinor < 0);
  const discountMinor = -sum(discounts.map((line) => line.totalMinor));
  const invoiceMinor = sum(lines.map((line) => line.totalMinor));
  if (invoiceMinor < 0) throw new DiscountExceedsInvoice({ discountMinor, invoicedMinor: invoiceMinor + discountMinor });
  const taxes = byCode(discounts.flatMap((line) => line.taxes));
  let taken = 0;
  return lines.map((line) => {
    if (line.totalMinor < 0) return { setOffMinor: line.totalMinor, taxes: line.taxes };
    const before = taken;
    taken += Math.min(line.totalMinor, discountMinor - taken);
    return { setOffMinor: taken - before, taxes: taken === before ? [] : taxes.map((tax) => shareOfTax(tax, before, taken)) };
  });

  /** By how much the tax taken so far grows: all shares together are the discounts' tax to the cent. */
  function shareOfTax({ amountMinor, ...tax }: TaxAmount, from: number, to: number): TaxAmount {
    return { ...tax, amountMinor: partOf(-amountMinor, to, discountMinor) - partOf(-amountMinor, from, discountMinor) };
  }
}

/** What is left of a line's taxes once these are taken off; a tax of the discount alone stands there negative. */
export function taxesAfter(taxes: readonly TaxAmount[], taken: readonly TaxAmount[]): TaxAmount[] {
  if (taken.length === 0) return taxes.map((tax) => ({ ...tax }));
  return byCode([...taxes, ...taken.map((tax) => ({ ...tax, amountMinor: -tax.amountMinor }))]);
}

function byCode(taxes: readonly TaxAmount[]): TaxAmount[] {
  const sums = new Map<string, TaxAmount>();
  for (const tax of taxes) sums.set(tax.code, { ...tax, amountMinor: (sums.get(tax.code)?.amountMinor ?? 0) + tax.amountMinor });
  return [...sums.values()];
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
