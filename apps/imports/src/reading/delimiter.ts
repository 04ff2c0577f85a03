import { columnNamed } from '../domain/header.js';

export const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** How a file separates its values, and how many characters of it only say so (`sep=;` and its line break). */
export function detectDelimiter(start: string): { delimiter: Delimiter; skip: number } {
  const stated = /^"?sep=([,;\t])"?(?:\r\n|\n|\r|$)/i.exec(start);
  if (stated) return { delimiter: stated[1] as Delimiter, skip: stated[0].length };
  const line = headerLine(start);
  const scored = delimiters.map((delimiter) => {
    const cells = splitLoosely(line, delimiter);
    return { delimiter, known: cells.filter((cell) => columnNamed(cell) !== undefined).length, cells: cells.length };
  });
  scored.sort((a, b) => b.known - a.known || b.cells - a.cells); // Stable: the comma wins a tie.
  return { delimiter: scored[0].delimiter, skip: 0 };
}

/** The first line, whatever is quoted in it; a header with a line break inside a cell is cut short, which is enough to choose by. */
function headerLine(start: string): string {
  const end = start.search(/[\r\n]/);
  return end < 0 ? start : start.slice(0, end);
}

function splitLoosely(line: string, delimiter: Delimiter): string[] {
  const cells: string[] = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}
