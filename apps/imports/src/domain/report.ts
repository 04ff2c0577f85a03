import type { RowOutcome } from '#contracts/imports/imports';
import { type Issue, severityOf } from './issue.js';
import { render } from './messages/render.js';
import type { PlanRow } from './plan.js';
import { type RowResult, outcomeOf } from './row-outcome.js';
import type { RowUndo } from './kept.js';
import { undoWords } from './undo-words.js';
import { type Language, headerOf } from './template.js';

/*
 * The annotated file: the columns of the file as they are, then what was found and done. It opens in a spreadsheet, so no cell
 * may start a formula there (IMP-18).
 */

/** How a report is written: like its file. */
export interface ReportStyle {
  readonly width: number; // Columns of the file.
  readonly delimiter: string;
  readonly language: Language;
}

export interface ReportedRow {
  readonly row: number;
  readonly cells: readonly string[];
  readonly issues: readonly Issue[];
  readonly plan: PlanRow | undefined;
  readonly result: RowResult | undefined;
  readonly undo?: RowUndo;
}

/** Begins with the mark that tells spreadsheets it is UTF-8. */
export const headerLine = (header: readonly string[], { delimiter, language }: ReportStyle): string =>
  `\ufeff${line([...header, ...reportColumns[language]], delimiter)}`;

/** What was found about the file as a whole stands under its header. */
export const fileLine = (issues: readonly Issue[], { width, delimiter, language }: ReportStyle): string =>
  line(
    [...Array.from({ length: width }, () => ''), ...annotation({ row: 1, issues, plan: undefined, result: undefined }, language)],
    delimiter,
  );

export const rowLine = (reported: ReportedRow, { width, delimiter, language }: ReportStyle): string =>
  line([...inColumns(reported.cells, width, delimiter), ...annotation(reported, language)], delimiter);

/** Short records are filled up; surplus values stay together in the last column, so that the others keep theirs. */
function inColumns(cells: readonly string[], width: number, delimiter: string): string[] {
  if (cells.length > width)
    return [...cells.slice(0, width - 1), cells.slice(Math.max(0, width - 1)).join(delimiter)].slice(0, Math.max(1, width));
  return [...cells, ...Array.from({ length: width - cells.length }, () => '')];
}

function annotation({ row, issues, plan, result, undo }: Omit<ReportedRow, 'cells'>, language: Language): string[] {
  const rendered = issues.map((issue) => ({ issue, ...render(issue, language) }));
  const named = ({ issue, detail }: (typeof rendered)[number]): string =>
    issue.column === null || severityOf(issue.code) === 'decision' ? detail : `${headerOf(issue.column, language)}: ${detail}`;
  const suggestions = [...new Set(rendered.flatMap(({ suggestion }) => suggestion ?? []))];
  return [
    rendered.map(named).join(' '),
    suggestions.join(' '),
    [...(plan ? [outcomeWords[language][outcomeOf(plan, result)]] : []), ...(undo ? [undoWords(undo, language)] : [])].join('; '),
    result?.clientInvoice?.number ?? '',
    result?.corporateInvoice?.number ?? '',
    String(row),
  ];
}

const line = (cells: readonly string[], delimiter: string): string =>
  cells.map((cell) => reportCell(cell, delimiter)).join(delimiter) + '\r\n';

/** A cell as CSV and spreadsheets read it safely. */
export function reportCell(text: string, delimiter: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /["\r\n]/.test(safe) || safe.includes(delimiter) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const reportColumns = {
  en: ['Problem', 'Suggestion', 'Outcome', 'Client invoice', 'Corporate invoice', 'Row'],
  fr: ['Problème', 'Suggestion', 'Résultat', 'Facture du client', 'Facture de la fédération', 'Ligne'],
} as const;

const outcomeWords: Record<Language, Record<RowOutcome, string>> = {
  en: {
    created: 'created',
    reused: 'reused',
    skipped: 'skipped',
    excluded: 'left out',
    failed: 'failed',
    invalid: 'not imported',
    waiting: 'not imported yet',
  },
  fr: {
    created: 'créée',
    reused: 'réutilisée',
    skipped: 'ignorée',
    excluded: 'exclue',
    failed: 'échouée',
    invalid: 'non importée',
    waiting: 'pas encore importée',
  },
};
