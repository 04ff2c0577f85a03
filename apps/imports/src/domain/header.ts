import { foldName } from '#kernel/names';
import { columns } from './columns.js';
import { type Issue, issue } from './issue.js';
import { shown } from './shown.js';

/** Where each column of the template stands in a file; -1 where the file has none. */
export interface Header {
  readonly placeOf: readonly number[]; // By template column.
  readonly width: number; // Cells in the header record.
}

const known = new Map(
  columns.flatMap(({ header, headerFr, aliases }, index) =>
    [header, headerFr, ...aliases].map((name) => [foldHeader(name), index] as const),
  ),
);

/** Any case, accents, order, outer and no-break spaces; a trailing star or remark in parentheses, as the template's help page prints them. */
export function foldHeader(name: string): string {
  const bare = name.replace(/\([^)]*\)/g, ' ').replace(/[*\u200b-\u200d\u2060\ufeff]/g, '');
  return foldName(bare).replace(/ ?\/ ?/g, '/');
}

/** The template column a header names, or undefined. */
export const columnNamed = (name: string): number | undefined => known.get(foldHeader(name));

/** Reads the header record. A required column missing, or any column twice, refuses the file; unknown ones are ignored with a warning. */
export function readHeader(cells: readonly string[]): { header: Header; issues: Issue[] } {
  const placeOf = columns.map(() => -1);
  const issues: Issue[] = [];
  cells.forEach((cell, place) => {
    const index = columnNamed(cell);
    if (index === undefined) {
      if (cell.trim() !== '') issues.push(issue(1, null, 'imports.unknown-column', null, { header: shown(cell.trim()) }));
    } else if (placeOf[index] >= 0) {
      issues.push(issue(1, index, 'imports.bad-header', 'twice'));
    } else {
      placeOf[index] = place;
    }
  });
  columns.forEach(({ required }, index) => {
    if (required && placeOf[index] < 0) issues.push(issue(1, index, 'imports.bad-header', 'absent'));
  });
  return { header: { placeOf, width: cells.length }, issues };
}
