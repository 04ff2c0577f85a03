import type { DocumentLanguage } from '#contracts/billing/files.query';
import { statementLines, type StatementLine } from '#contracts/billing/statement-lines';
import type { StatementRecord } from '#contracts/billing/statements.query';
import type { Fact, Paper, Row, Section } from './paper.js';
import { issuerBlock, paperSize, type IssuerOfPaper } from './issuer.js';
import { payOnline } from './pay-online.js';
import { named, wordsOf, type Words } from './words/words.js';
import { writingFor, type Writing } from './writing.js';

export interface StatementToWrite {
  readonly statement: StatementRecord; // Whole.
  readonly issuer: IssuerOfPaper;
  readonly language: DocumentLanguage;
  readonly madeOn: string;
}

/** A statement (BIL-23), with income and cashflow in columns of their own (BIL-1). */
export function statementPaper({ statement, issuer, language, madeOn }: StatementToWrite): Paper {
  const words = wordsOf[language];
  const writing = writingFor(language, issuer.country, statement.currency);
  const { ownerName, ownerAddress, from, to } = statement;
  const name = ownerName || '—';
  return {
    language,
    size: paperSize(issuer.country),
    title: words.titles.statement,
    number: null,
    issuer: issuerBlock(issuer, words),
    party: { heading: words.statement.owner, name, lines: ownerAddress?.split('\n') ?? [] },
    facts: [
      { label: words.statement.period, value: `${writing.day(from)} – ${writing.day(to)}` },
      { label: words.statement.madeOn, value: writing.day(madeOn) },
      { label: words.statement.closing, value: writing.money(statement.closingMinor), strong: true },
    ],
    sections: sectionsOf(statement, words, writing),
    footer: [issuer.name, name].join(' · '),
    pageOf: words.pageOf,
  };
}

function sectionsOf(statement: StatementRecord, words: Words, writing: Writing): Section[] {
  const { openingMinor, closingMinor, creditMinor, expectedMinor, upcoming, currency } = statement;
  const lines = statementLines(statement.lines);
  const { statement: said } = words;
  const balance = (label: string, day: string, minor: number): Row => ({
    cells: [writing.day(day), label, '', '', writing.amount(minor)],
    strong: true,
  });
  const totals: Fact[] = [
    { label: said.closing, value: writing.money(closingMinor), strong: true },
    ...(creditMinor !== 0 ? [{ label: said.credit, value: writing.money(creditMinor) }] : []),
    ...(upcoming.length > 0 ? [{ label: said.expected, value: writing.money(expectedMinor) }] : []),
  ];
  return [
    {
      kind: 'table',
      note: words.amountsIn(currency),
      columns: [
        { header: said.date, align: 'left' },
        { header: said.entry, align: 'left', fills: true },
        { header: said.income, align: 'right' },
        { header: said.cashflow, align: 'right' },
        { header: said.balance, align: 'right' },
      ],
      rows: [
        balance(said.opening, statement.from, openingMinor),
        ...lines.map((line) => rowOf(line, words, writing)),
        balance(said.closing, statement.to, closingMinor),
      ],
    },
    ...(lines.length === 0 ? [{ kind: 'note' as const, text: said.nothing }] : []),
    { kind: 'totals', lines: totals },
    ...(upcoming.length === 0 ? [] : [upcomingTable(statement, words, writing)]),
    ...payOnline(statement.paymentUrl, words),
  ];
}

function rowOf(line: StatementLine, words: Words, writing: Writing): Row {
  const shown = (minor: number): string => (minor === 0 ? '' : writing.amount(minor));
  return {
    cells: [
      writing.day(line.on),
      [words.kinds[line.kind], line.number].filter(Boolean).join(' '),
      line.cashflowMinor === 0 ? writing.amount(line.incomeMinor) : shown(line.incomeMinor),
      shown(line.cashflowMinor),
      writing.amount(line.balanceMinor),
    ],
    detail: detailOf(line, words) || undefined,
  };
}

/** What a line is about: the first item and whom it is for, or how money moved; and why. */
export function detailOf(line: StatementLine, words: Words): string {
  return [
    line.reason ? named(words.reasons, line.reason) : null,
    line.method ? named(words.methods, line.method) : null,
    line.reference,
    line.description,
    line.personName,
    line.items > 1 ? words.statement.moreItems(line.items - 1) : null,
  ]
    .filter(Boolean)
    .join(' · ');
}

const upcomingTable = ({ upcoming }: StatementRecord, words: Words, writing: Writing): Section => ({
  kind: 'table',
  heading: words.statement.upcoming,
  columns: [
    { header: words.statement.date, align: 'left' },
    { header: words.statement.entry, align: 'left', fills: true },
    { header: words.statement.method, align: 'left' },
    { header: words.statement.amount, align: 'right' },
  ],
  rows: upcoming.map(({ on, kind, method, amountMinor }) => ({
    cells: [writing.day(on), named(words.planned, kind), named(words.methods, method), writing.amount(amountMinor)],
  })),
});
