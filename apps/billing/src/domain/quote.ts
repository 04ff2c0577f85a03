import type { LineToQuote, QuotedLine } from '#contracts/billing/quote-documents.query';
import type { Uuid } from '#kernel/ids';
import { sameAmounts, taxed, type Tax } from './tax.js';

/** What a line would cost with these taxes of its issuer. */
export function quoteLine({ key, kind, netMinor }: LineToQuote, issuerTaxes: readonly Tax[]): QuotedLine {
  const { taxes, totalMinor } = taxed(netMinor, kind, issuerTaxes);
  return { key, netMinor, taxes, totalMinor };
}

/** The lines that would now cost something else than was quoted, or were never quoted. */
export function changedQuotes(
  lines: readonly LineToQuote[],
  quoted: readonly QuotedLine[],
  taxesOf: (issuerId: Uuid) => readonly Tax[],
): QuotedLine[] {
  const shown = new Map(quoted.map((line) => [line.key, line]));
  return lines
    .map((line) => quoteLine(line, taxesOf(line.issuerId)))
    .filter((now) => {
      const before = shown.get(now.key);
      return !before || !sameAmounts(before, now);
    });
}
