import { shareOf } from '#kernel/money';

/** A tax its issuer collects, on the item kinds it is for: all kinds when none are named (BIL-19). */
export interface Tax {
  readonly code: string;
  readonly ratePpm: number; // Parts per million: 9.975 % is 99 750.
  readonly kinds?: readonly string[] | null;
  readonly compound?: boolean | null; // On the price and the taxes listed before it, not on the price alone.
}

export interface TaxAmount {
  code: string;
  ratePpm: number;
  amountMinor: number;
}

export interface TaxedAmount {
  readonly netMinor: number;
  readonly taxes: TaxAmount[];
  readonly taxMinor: number;
  readonly totalMinor: number;
}

/** How an amount somebody states stands to its taxes (BIL-17): they come on top of it, are part of it, or are not taken. */
export const taxTreatments = ['added', 'included', 'waived'] as const;
export type TaxTreatment = (typeof taxTreatments)[number];

/**
 * What one line costs with the taxes of its issuer. The preview of an import and the documents it issues both come from here.
 * Each tax is on the price alone (BIL-20), unless it is set to be on the price and the taxes before it (BIL-19), and is rounded
 * half-up for itself, on this line (BIL-6).
 */
export function taxed(netMinor: number, kind: string, issuerTaxes: readonly Tax[]): TaxedAmount {
  const taxes: TaxAmount[] = [];
  let taxMinor = 0;
  for (const { code, ratePpm, kinds, compound } of issuerTaxes) {
    if (kinds && !kinds.includes(kind)) continue;
    const amountMinor = shareOf(compound ? netMinor + taxMinor : netMinor, ratePpm);
    taxes.push({ code, ratePpm, amountMinor });
    taxMinor += amountMinor;
  }
  return { netMinor, taxes, taxMinor, totalMinor: netMinor + taxMinor };
}

/** The price and the taxes within a total (BIL-17): each tax its share, half-up, and the rest is the price. */
export function taxedWithin(totalMinor: number, kind: string, issuerTaxes: readonly Tax[]): TaxedAmount {
  const taking = issuerTaxes.filter(({ kinds }) => !kinds || kinds.includes(kind));
  const weights: bigint[] = []; // What each tax takes of a price of one.
  let taken = 0n;
  for (const { ratePpm, compound } of taking) {
    weights.push((BigInt(ratePpm) * (compound ? one + taken : one)) / 1_000_000n);
    taken += weights.at(-1) ?? 0n;
  }
  const taxes = taking.map(({ code, ratePpm }, i) => ({ code, ratePpm, amountMinor: partOf(totalMinor, weights[i], one + taken) }));
  return withTaxes(totalMinor - sumOf(taxes), taxes);
}

const one = 10n ** 30n; // A compound tax on a compound tax, five deep, is still exact.

/** An amount stated one of the three ways, with its taxes. */
export function taxedAs(treatment: TaxTreatment, amountMinor: number, kind: string, issuerTaxes: readonly Tax[]): TaxedAmount {
  if (treatment === 'waived') return withTaxes(amountMinor, []);
  return treatment === 'included' ? taxedWithin(amountMinor, kind, issuerTaxes) : taxed(amountMinor, kind, issuerTaxes);
}

/** A price with taxes that are known already. */
export function withTaxes(netMinor: number, taxes: TaxAmount[]): TaxedAmount {
  const taxMinor = sumOf(taxes);
  return { netMinor, taxes, taxMinor, totalMinor: netMinor + taxMinor };
}

export const sumOf = (taxes: readonly TaxAmount[]): number => taxes.reduce((sum, tax) => sum + tax.amountMinor, 0);

/** An amount times part over whole, rounded half-up, away from zero. BigInt inside: the product may leave the safe integers. */
export function partOf(amountMinor: number, part: number | bigint, whole: number | bigint): number {
  const [product, divisor] = [BigInt(amountMinor) * BigInt(part), BigInt(whole)];
  if (divisor === 0n) return 0;
  const negative = product < 0n !== divisor < 0n;
  const [size, by] = [product < 0n ? -product : product, divisor < 0n ? -divisor : divisor];
  const rounded = Number((size * 2n + by) / (by * 2n));
  return negative && rounded !== 0 ? -rounded : rounded;
}

/** Whether two computations of a line say the same, tax by tax: what a preview showed, and what would be issued now. */
export function sameAmounts(a: Omit<TaxedAmount, 'taxMinor'>, b: Omit<TaxedAmount, 'taxMinor'>): boolean {
  return (
    a.netMinor === b.netMinor &&
    a.totalMinor === b.totalMinor &&
    a.taxes.length === b.taxes.length &&
    a.taxes.every((tax, i) => {
      const other = b.taxes[i];
      return tax.code === other.code && tax.ratePpm === other.ratePpm && tax.amountMinor === other.amountMinor;
    })
  );
}
