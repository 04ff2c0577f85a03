/** An amount in integer minor units (cents) of one currency. It never passes through a float. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string; // ISO 4217
}

export const money = (amountMinor: number, currency: string): Money => ({ amountMinor: whole(amountMinor), currency });

export const add = (a: Money, b: Money): Money => money(a.amountMinor + sameCurrency(a, b).amountMinor, a.currency);
export const subtract = (a: Money, b: Money): Money => money(a.amountMinor - sameCurrency(a, b).amountMinor, a.currency);
export const exceeds = (a: Money, b: Money): boolean => a.amountMinor > sameCurrency(a, b).amountMinor;

/**
 * A share of an amount at a rate in parts per million (9.975 % is 99 750), rounded half-up, away from zero (BIL-6).
 * BigInt inside: amount times rate may leave the safe integers.
 */
export function shareOf(amountMinor: number, ratePpm: number): number {
  const product = BigInt(whole(amountMinor)) * BigInt(whole(ratePpm));
  const size = product < 0n ? -product : product;
  const rounded = Number((size * 2n + 1_000_000n) / 2_000_000n);
  return product < 0n ? -rounded : rounded;
}

/** "1 234,50 $" in fr-CA, "$1,234.50" in en-CA: how a person reads the amount. */
export function format({ amountMinor, currency }: Money, locale = 'en-CA'): string {
  const formatter = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = formatter.resolvedOptions().maximumFractionDigits ?? 2;
  return formatter.format(amountMinor / 10 ** digits);
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole amount of minor units: ${value}`);
  return value;
}

function sameCurrency(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} do not mix`);
  return b;
}
