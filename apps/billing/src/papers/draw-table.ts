import type { Column, Row, Table } from './paper.js';
import type { Sheet } from './sheet.js';

const size = 9.5;
const detailSize = 8.5;
const gap = 14; // Between columns.
const inset = 6;
const padding = 4; // Above and below a row.
/** Cells are written out one below the other: a column is as wide as the widest of its longest ones. */
const measured = 40;

interface Placed extends Column {
  readonly x: number;
  readonly width: number;
}

/** A table over as many pages as it takes, each under its header. */
export function drawTable(sheet: Sheet, table: Table): void {
  const columns = place(sheet, table);
  const line = sheet.lineHeight({ size });
  const headerHeight = line + 2 * padding + 2;
  const firstRow = table.rows[0] ? rowHeight(sheet, columns, table.rows[0], line) : 0;
  const headed = table.heading || table.note ? 24 : 0;
  sheet.keep(headed + headerHeight + firstRow);
  if (headed) drawHeading(sheet, table);
  drawHeader(sheet, columns, headerHeight);
  for (const row of table.rows) {
    const height = rowHeight(sheet, columns, row, line);
    if (sheet.keep(height)) drawHeader(sheet, columns, headerHeight);
    drawRow(sheet, columns, row, line);
    sheet.y += height;
    sheet.rule(sheet.left, sheet.y, sheet.width);
  }
  sheet.y += 10;
}

function drawHeading(sheet: Sheet, { heading = '', note = '' }: Table): void {
  const noteWidth = sheet.widthOf(note, { size: detailSize }) + 2;
  sheet.write(heading, { x: sheet.left, y: sheet.y, width: sheet.width - noteWidth - gap, size: 11, bold: true });
  sheet.write(note, { x: sheet.right - noteWidth, y: sheet.y + 2, width: noteWidth, size: detailSize, color: 'soft', align: 'right' });
  sheet.y += 20;
}

function drawHeader(sheet: Sheet, columns: readonly Placed[], height: number): void {
  sheet.tint(sheet.left, sheet.y, sheet.width, height);
  for (const column of columns) putCell(sheet, column.header, column, sheet.y + padding + 1, true);
  sheet.y += height;
}

function drawRow(sheet: Sheet, columns: readonly Placed[], { cells, detail, strong }: Row, line: number): void {
  const y = sheet.y + padding;
  for (const [i, column] of columns.entries()) {
    const text = cells[i] ?? '';
    if (!column.fills) {
      putCell(sheet, text, column, y, strong);
      continue;
    }
    const height = text ? sheet.write(text, { x: column.x, y, width: column.width, size, bold: strong }) : line;
    if (detail) sheet.write(detail, { x: column.x, y: y + height, width: column.width, size: detailSize, color: 'soft' });
  }
}

function putCell(sheet: Sheet, text: string, { align, x, width }: Placed, y: number, bold: boolean | undefined): void {
  if (text === '') return;
  const start = align === 'right' ? x + width - sheet.widthOf(text, { size, bold }) : x;
  sheet.put(text, start, y, { size, bold });
}

function rowHeight(sheet: Sheet, columns: readonly Placed[], { cells, detail, strong }: Row, line: number): number {
  const at = columns.findIndex((column) => column.fills);
  const { width } = columns[at] ?? { width: sheet.width };
  const text = cells[at] ?? '';
  const written = text ? sheet.heightOf(text, { width, size, bold: strong }) : line;
  const below = detail ? sheet.heightOf(detail, { width, size: detailSize }) : 0;
  return written + below + 2 * padding;
}

function place(sheet: Sheet, { columns, rows }: Table): Placed[] {
  const widths = columns.map((column, i) => (column.fills ? 0 : widest(sheet, column, i, rows)));
  const taken = widths.reduce((sum, width) => sum + width, 0) + gap * (columns.length - 1) + 2 * inset;
  const left = sheet.width - taken;
  let x = sheet.left + inset;
  return columns.map((column, i) => {
    const width = column.fills ? left : widths[i];
    const placed = { ...column, x, width };
    x += width + gap;
    return placed;
  });
}

function widest(sheet: Sheet, { header }: Column, column: number, rows: readonly Row[]): number {
  const longest = rows
    .map(({ cells, strong }) => ({ text: cells[column] ?? '', strong }))
    .toSorted((a, b) => b.text.length - a.text.length)
    .slice(0, measured);
  const strong = rows.filter((row) => row.strong).map(({ cells }) => ({ text: cells[column] ?? '', strong: true }));
  const widths = [...longest, ...strong].map(({ text, strong: bold }) => sheet.widthOf(text, { size, bold }));
  return Math.max(sheet.widthOf(header, { size, bold: true }), ...widths);
}
