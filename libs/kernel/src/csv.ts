/** A cell: a text as somebody wrote it, or a number of ours. */
export type Cell = string | number | Amount | null;

/** An amount with its decimals, by a point: "-45.99". It is a number to spreadsheets, and no formula. */
export interface Amount {
  readonly amount: string;
}

/** How the amounts of a currency are written in a cell. */
export function amountsOf(currency: string): (amountMinor: number) => Amount {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (amountMinor) => ({ amount: decimal(amountMinor, digits) });
}

/**
 * Lines of a table as CSV (RFC 4180), with the mark that tells spreadsheets it is UTF-8. A text never starts a formula there
 * (reliability.md, Export); a number is not a text, so that a negative amount stays one.
 */
export const csvOf = (rows: readonly (readonly Cell[])[]): string => `\ufeff${rows.map(lineOf).join('')}`;

const lineOf = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`;

function cellOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.amount;
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function decimal(amountMinor: number, digits: number): string {
  const text = String(Math.abs(amountMinor)).padStart(digits + 1, '0');
  const written = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amountMinor < 0 ? `-${written}` : written;
}
