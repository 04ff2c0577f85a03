import type { CreditAsk } from '#contracts/billing/credits';
import type { Uuid } from '#kernel/ids';
import type { Level } from './random-acts.js';

/*
 * The books as a page of arithmetic: what each line charged and what is left of it, what money came and went, how many documents there
 * are. A balance is what is left of the lines, less the money. Which payment settles which line is the books' affair.
 */

export interface ModelLine {
  readonly documentId: Uuid;
  readonly level: Level;
  readonly charged: number;
  left: number;
}

export interface ModelSale {
  readonly id: Uuid;
  readonly client: ModelLine;
  readonly corporate: ModelLine;
  credited: boolean; // By whomever, whatever its amount.
  cancelled: boolean;
  replaced: boolean;
}

export interface ModelImport {
  readonly id: Uuid;
  readonly rows: { readonly row: number; readonly sale: ModelSale; undone: boolean }[];
}

interface LevelTotals {
  money: number; // Received less given back.
  invoices: number;
  creditNotes: number;
}

export class BooksModel {
  readonly lines: ModelLine[] = [];
  readonly sales: ModelSale[] = [];
  readonly imports: ModelImport[] = [];
  readonly totals: Record<Level, LevelTotals> = {
    client: { money: 0, invoices: 0, creditNotes: 0 },
    corporate: { money: 0, invoices: 0, creditNotes: 0 },
  };

  constructor(private readonly taxed: boolean) {}

  invoice(level: Level, documentId: Uuid, charged: number): ModelLine {
    const line = { documentId, level, charged, left: charged };
    this.lines.push(line);
    this.totals[level].invoices++;
    return line;
  }

  sell(id: Uuid, documents: Record<Level, Uuid>, prices: { selling: number; original: number }): ModelSale {
    const client = this.invoice('client', documents.client, this.withTaxes(prices.selling));
    const corporate = this.invoice('corporate', documents.corporate, this.withTaxes(prices.original));
    const sale = { id, client, corporate, credited: false, cancelled: false, replaced: false };
    this.sales.push(sale);
    return sale;
  }

  /** One credit note. */
  credit(line: ModelLine, amount: number): void {
    line.left -= amount;
    for (const sale of this.sales) if (sale[line.level] === line) sale.credited = true;
    this.totals[line.level].creditNotes++;
  }

  receive(level: Level, amount: number): void {
    this.totals[level].money += amount;
  }

  giveBack(level: Level, amount: number): void {
    this.totals[level].money -= amount;
  }

  balance(level: Level): number {
    return this.linesOf(level).reduce((sum, line) => sum + line.left, 0) - this.totals[level].money;
  }

  linesOf(level: Level): ModelLine[] {
    return this.lines.filter((line) => line.level === level);
  }

  /** Quebec's two taxes, each of the price, half-up. */
  withTaxes(net: number): number {
    return this.taxed ? net + halfUp(net * 5, 100) + halfUp(net * 9975, 100_000) : net;
  }
}

/** What a credit takes of a line, or undefined when it is refused. */
export function askedOf({ charged, left }: ModelLine, ask: CreditAsk): number | undefined {
  if (ask.kind === 'whole') return left === 0 && charged > 0 ? undefined : left;
  const asked = ask.kind === 'percent' ? halfUp(charged * ask.percentPpm, 1_000_000) : ask.amountMinor;
  return asked > left ? undefined : asked;
}

/** The same share of the line above as was credited of the one below. */
export const sameShare = (above: ModelLine, credited: number, below: ModelLine): number =>
  Math.min(above.left, halfUp(above.charged * credited, below.charged));

const halfUp = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((2 * part + whole) / (2 * whole)));
