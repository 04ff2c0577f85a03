import { shareOf } from '#kernel/money';

/** A tax its issuer collects, on the item kinds it is for: all kinds when none are named (BIL-19). */
export interface Tax {
  readonly code: string;
  readonly ratePpm: number; // Parts per million: 9.975 % is 99 750.
  readonly kinds?: readonly string[] | null;
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

/**
 * What one line costs with the taxes of its issuer. The preview of an import and the documents it issues both come from here.
 * Each tax is on the price alone (BIL-20) and is rounded half-up for itself, on this line (BIL-6).
 */
export function taxed(netMinor: number, kind: string, issuerTaxes: readonly Tax[]): TaxedAmount {
  const taxes: TaxAmount[] = [];
  let taxMinor = 0;
  for (const { code, ratePpm, kinds } of issuerTaxes) {
    if (kinds && !kinds.includes(kind)) continue;
    const amountMinor = shareOf(netMinor, ratePpm);
    taxes.push({ code, ratePpm, amountMinor });
    taxMinor += amountMinor;
  }
  return { netMinor, taxes, taxMinor, totalMinor: netMinor + taxMinor };
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
