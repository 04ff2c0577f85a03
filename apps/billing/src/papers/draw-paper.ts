import PDFDocument from 'pdfkit';
import { bold, regular } from './fonts.js';
import { Sheet } from './sheet.js';
import { drawTable } from './draw-table.js';
import type { Block, Fact, Note, Paper, Totals } from './paper.js';

/** Draws papers as one PDF, each on as many pages as it takes, with page numbers of its own. */
export async function drawPapers(papers: readonly Paper[]): Promise<Uint8Array> {
  const [first] = papers;
  const document = new PDFDocument({
    margin: 0, // The sheet keeps its own: nothing breaks a page but it.
    autoFirstPage: false,
    bufferPages: true, // How many there are is written on each.
    pdfVersion: '1.7',
    lang: first.language,
    displayTitle: true,
    font: '', // None but those registered below: a default one would be opened again for every text.
    info: {
      Title: [first.title, papers.length === 1 && first.number].filter(Boolean).join(' '),
      Author: first.issuer.name,
      Creator: 'Tessera',
    },
  });
  document.registerFont('regular', regular);
  document.registerFont('bold', bold);
  const chunks: Uint8Array[] = [];
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    document.on('end', resolve);
    document.on('error', reject);
  });
  for (const paper of papers) drawPaper(new Sheet(document, paper.size), paper);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawPaper(sheet: Sheet, paper: Paper): void {
  sheet.onNewPage = () => drawRunningHead(sheet, paper);
  drawHead(sheet, paper);
  for (const section of paper.sections) {
    if (section.kind === 'table') drawTable(sheet, section);
    else if (section.kind === 'totals') drawTotals(sheet, section);
    else drawNote(sheet, section);
  }
  drawFooters(sheet, paper);
}

function drawHead(sheet: Sheet, { title, number, issuer, party, facts }: Paper): void {
  const [left, right] = sheet.halves();
  let y = sheet.y;
  y += sheet.write(issuer.name, { x: left.x, y, width: left.width, size: 15, bold: true });
  for (const line of issuer.lines) y += sheet.write(line, { x: left.x, y, width: left.width, size: 8.5, color: 'soft' }) + 1;

  let across = sheet.y;
  across += sheet.write(title, { ...right, y: across, size: 19, bold: true, color: 'accent', align: 'right' });
  if (number) across += sheet.write(number, { ...right, y: across, size: 11, align: 'right' });

  sheet.y = Math.max(y, across) + 22;
  const end = Math.max(drawBlock(sheet, party, left.x, left.width), drawFacts(sheet, facts, right));
  sheet.y = end + 20;
}

/** On the pages after the first: whose paper this is. */
function drawRunningHead(sheet: Sheet, { title, number, party }: Paper): void {
  const text = [title, number, party.name].filter(Boolean).join(' · ');
  sheet.y += sheet.writeLine(text, { x: sheet.left, y: sheet.y, width: sheet.width, size: 8.5, color: 'soft' }) + 8;
}

function drawBlock(sheet: Sheet, { heading, name, lines }: Block, x: number, width: number): number {
  let { y } = sheet;
  if (heading) y += sheet.write(heading, { x, y, width, size: 8.5, color: 'soft' }) + 2;
  y += sheet.write(name, { x, y, width, size: 11, bold: true });
  for (const line of lines) y += sheet.write(line, { x, y, width, size: 10 });
  return y;
}

function drawFacts(sheet: Sheet, facts: readonly Fact[], { x, width }: { x: number; width: number }): number {
  let { y } = sheet;
  const widest = Math.min(width * 0.55, Math.max(0, ...facts.map(({ label }) => sheet.widthOf(label, { size: 9.5 }))) + 10);
  for (const { label, value, strong } of facts) {
    const said = sheet.write(label, { x, y, width: widest - 10, size: 9.5, color: 'soft' });
    const meant = sheet.write(value, { x: x + widest, y, width: width - widest, size: 9.5, bold: strong, align: 'right' });
    y += Math.max(said, meant) + 3;
  }
  return y;
}

function drawTotals(sheet: Sheet, { lines }: Totals): void {
  const size = 10;
  const value = Math.max(...lines.map((line) => sheet.widthOf(line.value, { size: size + 1, bold: true }))) + 4;
  const label = Math.min(
    Math.max(...lines.map((line) => sheet.widthOf(line.label, { size: size + 1, bold: true }))) + 24,
    sheet.width - value,
  );
  const x = sheet.right - value - label;
  sheet.keep(lines.length * 18 + 12);
  sheet.y += 6;
  for (const line of lines) {
    if (line.strong) sheet.rule(x, sheet.y + 1, label + value);
    const at = sheet.y + (line.strong ? 6 : 2);
    const style = { y: at, size: line.strong ? size + 1 : size, bold: line.strong };
    const height = sheet.write(line.label, { ...style, x, width: label - 12, color: line.strong ? 'ink' : 'soft' });
    sheet.write(line.value, { ...style, x: x + label, width: value, align: 'right' });
    sheet.y = at + height + 2;
  }
  sheet.y += 10;
}

function drawNote(sheet: Sheet, { text, url }: Note): void {
  const width = sheet.width * 0.8;
  sheet.keep(sheet.heightOf(text, { width, size: 10 }) + 6);
  const color = url ? 'accent' : 'ink';
  sheet.y += sheet.write(text, { x: sheet.left, y: sheet.y, width, size: 10, color, url }) + 8;
}

function drawFooters(sheet: Sheet, { footer, pageOf }: Paper): void {
  sheet.eachPage((page, pages) => {
    const y = sheet.bottom + 14;
    const said = pageOf.replace('{page}', String(page)).replace('{pages}', String(pages));
    const width = sheet.widthOf(said, { size: 8.5 }) + 2;
    sheet.rule(sheet.left, y - 6, sheet.width);
    sheet.writeLine(footer, { x: sheet.left, y, width: sheet.width - width - 20, size: 8.5, color: 'soft' });
    sheet.write(said, { x: sheet.right - width, y, width, size: 8.5, color: 'soft', align: 'right' });
  });
}
