import type { DocumentLanguage, PaperKind } from '#contracts/billing/files.query';
import type { QuotedTax } from '#contracts/billing/quote-documents.query';
import type { LocalDate } from '#kernel/dates';
import { issuerBlock, paperSize, type IssuerOfPaper } from './issuer.js';
import type { Column, Fact, Paper, Row, Section } from './paper.js';
import { payOnline } from './pay-online.js';
import { named, wordsOf, type Words } from './words/words.js';
import { writingFor, type Writing } from './writing.js';

/** An issued document as it is printed. A credit note's amounts are negative. */
export interface PrintedDocument {
  readonly kind: PaperKind;
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly currency: string;
  readonly partyName: string;
  readonly partyAddress: string | null;
  readonly reason: string | null;
  readonly memo: string | null;
  readonly netMinor: number;
  readonly totalMinor: number;
  readonly creditedMinor: number;
  readonly settledMinor: number;
  readonly openMinor: number;
  readonly paymentUrl: string | null; // Where what is open is paid online (BIL-12).
  readonly credits: readonly string[]; // Numbers of the invoices a credit note credits.
  readonly lines: readonly PrintedLine[];
}

export interface PrintedLine {
  readonly description: string;
  readonly personName: string | null;
  readonly netMinor: number;
  readonly taxes: readonly QuotedTax[];
  readonly totalMinor: number;
}

export interface DocumentToWrite {
  readonly document: PrintedDocument;
  readonly issuer: IssuerOfPaper;
  readonly language: DocumentLanguage;
}

/** An invoice or a credit note: who bills whom for what, by which taxes, and what is open of it. */
export function documentPaper({ document, issuer, language }: DocumentToWrite): Paper {
  const words = wordsOf[language];
  const writing = writingFor(language, issuer.country, document.currency);
  const { kind, number, partyName, partyAddress } = document;
  const title = kind === 'invoice' ? words.titles.invoice : words.titles.creditNote;
  return {
    language,
    size: paperSize(issuer.country),
    title,
    number,
    issuer: issuerBlock(issuer, words),
    party: { heading: words.billedTo, name: partyName || '—', lines: partyAddress?.split('\n') ?? [] },
    facts: factsOf(document, words, writing),
    sections: [linesTable(document, words, writing), totalsOf(document, words, writing), ...notesOf(document, words, writing)],
    footer: [issuer.name, `${title} ${number}`].join(' · '),
    pageOf: words.pageOf,
  };
}

function factsOf(
  { kind, issuedOn, dueOn, openMinor, totalMinor, credits, reason }: PrintedDocument,
  words: Words,
  writing: Writing,
): Fact[] {
  const said = words.document;
  const facts: Fact[] = [{ label: said.issuedOn, value: writing.day(issuedOn) }];
  if (kind === 'invoice') facts.push({ label: said.dueOn, value: writing.day(dueOn) });
  if (credits.length > 0) facts.push({ label: said.credits, value: credits.join(', ') });
  if (reason) facts.push({ label: said.reason, value: named(words.reasons, reason) });
  if (kind === 'invoice') facts.push({ label: said.open, value: writing.money(openMinor), strong: true });
  else facts.push({ label: said.creditTotal, value: writing.money(-totalMinor), strong: true });
  return facts;
}

/** More taxes than that share a column. */
const taxColumns = 3;

function linesTable({ lines, currency }: PrintedDocument, words: Words, writing: Writing): Section {
  const codes = [...new Set(lines.flatMap(({ taxes }) => taxes.map(({ code }) => code)))];
  const apart = codes.length <= taxColumns;
  const sumOf = (taxes: readonly QuotedTax[]): string => writing.amount(taxes.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
  const taxesOf = (taxes: readonly QuotedTax[]): string[] =>
    apart
      ? codes.map((code) => (taxes.some((tax) => tax.code === code) ? sumOf(taxes.filter((tax) => tax.code === code)) : ''))
      : [sumOf(taxes)];
  const right = (header: string): Column => ({ header, align: 'right' });
  const said = words.document;
  return {
    kind: 'table',
    note: words.amountsIn(currency),
    columns: [
      { header: said.description, align: 'left', fills: true },
      right(said.price),
      ...(apart ? codes.map((code) => right(named(words.taxes, code))) : [right(said.taxes)]),
      right(said.total),
    ],
    rows: lines.map(({ description, personName, netMinor, taxes, totalMinor }): Row => ({
      cells: [description, writing.amount(netMinor), ...taxesOf(taxes), writing.amount(totalMinor)],
      detail: personName ?? undefined,
    })),
  };
}

function totalsOf(document: PrintedDocument, words: Words, writing: Writing): Section {
  const said = words.document;
  const { kind, netMinor, totalMinor, creditedMinor, settledMinor, openMinor } = document;
  const taxes = Map.groupBy(
    document.lines.flatMap((line) => line.taxes),
    ({ code, ratePpm }) => `${named(words.taxes, code)} ${writing.percent(ratePpm)}`,
  );
  const lines: Fact[] = [
    { label: said.subtotal, value: writing.money(netMinor) },
    ...Array.from(taxes, ([label, all]) => ({ label, value: writing.money(all.reduce((sum, tax) => sum + tax.amountMinor, 0)) })),
    { label: said.total, value: writing.money(totalMinor), strong: true },
  ];
  if (kind === 'invoice') {
    if (creditedMinor !== 0) lines.push({ label: said.credited, value: writing.money(-creditedMinor) });
    if (settledMinor !== 0) lines.push({ label: said.paid, value: writing.money(-settledMinor) });
    lines.push({ label: said.open, value: writing.money(openMinor), strong: true });
  }
  return { kind: 'totals', lines };
}

function notesOf({ kind, openMinor, dueOn, memo, paymentUrl }: PrintedDocument, words: Words, writing: Writing): Section[] {
  const said = words.document;
  const text =
    kind === 'credit-note' ? said.creditText : openMinor === 0 ? said.settled : said.payBy(writing.money(openMinor), writing.day(dueOn));
  return [
    ...(memo ? [{ kind: 'note' as const, text: `${said.memo}: ${memo}` }] : []),
    { kind: 'note', text },
    ...payOnline(paymentUrl, words),
  ];
}
