import type { DocumentLanguage } from '#contracts/billing/files.query';

/** A sheet as it will be drawn: every text in its language, every amount and day written out. */
export interface Paper {
  readonly language: DocumentLanguage;
  readonly size: 'LETTER' | 'A4';
  readonly title: string;
  readonly number: string | null;
  readonly issuer: Block;
  readonly party: Block;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  readonly footer: string;
  readonly pageOf: string; // "Page {page} of {pages}"
}

/** A name with what stands under it. */
export interface Block {
  readonly heading: string | null;
  readonly name: string;
  readonly lines: readonly string[];
}

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}

export type Section = Table | Totals | Note;

export interface Table {
  readonly kind: 'table';
  readonly heading?: string;
  readonly note?: string; // Beside the heading: what the amounts are in.
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

export interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Takes what the others leave, and wraps; one a table. The others are as wide as their widest cell. */
  readonly fills?: boolean;
}

export interface Row {
  readonly cells: readonly string[];
  /** Smaller, under the text of the filling column. */
  readonly detail?: string;
  readonly strong?: boolean;
}

/** Sums at the right, the last of them the one that counts. */
export interface Totals {
  readonly kind: 'totals';
  readonly lines: readonly Fact[];
}

export interface Note {
  readonly kind: 'note';
  readonly text: string;
  readonly url?: string; // Where the text leads.
}
