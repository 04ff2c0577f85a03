import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { MatchReason } from '#contracts/identity/match-people.query';

/** What can be found in a file. The codes are part of the public contract; smartrec rule book §4, *Messages*. */
export const severities = {
  'imports.bad-encoding': 'error', // Of the file as a whole: row 1, no column.
  'imports.empty-file': 'error',
  'imports.too-many-rows': 'error',
  'imports.too-many-columns': 'error',
  'imports.bad-header': 'error',
  'imports.unknown-column': 'warning',
  'imports.bad-record': 'error',
  'imports.missing': 'error',
  'imports.too-long': 'error',
  'imports.forbidden-character': 'error',
  'imports.must-be-blank': 'error',
  'imports.bad-date': 'error',
  'imports.bad-gender': 'error',
  'imports.bad-email': 'error',
  'imports.mixed-scripts': 'warning',
  'imports.duplicate-in-file': 'error',
  'imports.owner-conflict': 'error',
  'imports.owner-underage': 'error',
  'imports.owner-ignored': 'warning',
  'imports.owner-differs': 'warning',
  'imports.unknown-membership': 'error',
  'imports.ambiguous-membership': 'error',
  'imports.not-eligible': 'error',
  'imports.quota-exceeded': 'error',
  'imports.missing-expiration': 'error',
  'imports.family-membership': 'error',
  'imports.already-held': 'warning',
  'imports.possible-match': 'decision',
} as const;

export type IssueCode = keyof typeof severities;
export type Severity = 'error' | 'warning' | 'decision';
export type Params = Readonly<Record<string, string | number>>;

/** One thing found, without words: they are chosen when somebody reads it, in the reader's language. */
export interface Issue {
  readonly row: number; // As a spreadsheet counts: the header is row 1.
  readonly column: number | null; // Place in the template, or null for the row as a whole.
  readonly code: IssueCode;
  readonly variant: string | null; // Which wording, where one code has several causes.
  readonly params: Params;
  readonly candidates?: readonly Candidate[]; // Of a decision: who it might be.
}

/** Somebody a row might be. Fields every organization shares, and no others (ID-3). */
export interface Candidate {
  readonly personId: Uuid;
  readonly number: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly because: readonly MatchReason[];
}

export const issue = (row: number, column: number | null, code: IssueCode, variant: string | null = null, params: Params = {}): Issue => ({
  row,
  column,
  code,
  variant,
  params,
});

export const severityOf = (code: IssueCode): Severity => severities[code];
