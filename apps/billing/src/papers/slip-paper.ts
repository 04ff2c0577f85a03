import type { SlipRecord } from '#contracts/billing/childcare';
import type { DocumentLanguage } from '#contracts/billing/files.query';
import { amountsOf, csvOf, type Cell } from '#kernel/csv';
import { issuerBlock, paperSize, type IssuerOfPaper } from './issuer.js';
import type { Paper } from './paper.js';
import { wordsOf } from './words/words.js';
import { writingFor } from './writing.js';

export interface SlipsToWrite {
  readonly slips: readonly SlipRecord[]; // With their whole insurance numbers.
  readonly issuer: IssuerOfPaper;
  readonly language: DocumentLanguage;
}

/** What an RL-24 slip says (BIL-28), box by box. */
export function slipPaper(slip: SlipRecord, { issuer, language }: SlipsToWrite): Paper {
  const words = wordsOf[language];
  const said = words.slip;
  const writing = writingFor(language, issuer.country, slip.currency);
  const boxes: [box: string, meaning: string, value: string][] = [
    ['', said.units[slip.unit], String(slip.units)],
    ['C', said.total, writing.amount(slip.totalMinor)],
    ['D', said.notEligible, writing.amount(slip.notEligibleMinor)],
    ['E', said.eligible, writing.amount(slip.eligibleMinor)],
  ];
  return {
    language,
    size: paperSize(issuer.country),
    title: words.titles.slip,
    number: slip.number,
    issuer: issuerBlock(issuer, words),
    party: { heading: said.payer, name: slip.payerName, lines: slip.payerAddress.split('\n') },
    facts: [
      { label: said.year, value: String(slip.year), strong: true },
      { label: said.code, value: `${slip.code} – ${said.codes[slip.code]}` },
      ...(slip.amends ? [{ label: said.amends, value: slip.amends }] : []),
      { label: said.insuranceNumber, value: spaced(slip.insuranceNumber) },
      { label: said.child, value: slip.childName },
      { label: words.statement.madeOn, value: writing.day(slip.madeOn) },
    ],
    sections: [
      {
        kind: 'table',
        note: words.amountsIn(slip.currency),
        columns: [
          { header: said.box, align: 'left' },
          { header: words.document.description, align: 'left', fills: true },
          { header: words.statement.amount, align: 'right' },
        ],
        rows: boxes.map(([box, meaning, value]) => ({ cells: [box, meaning, value], strong: box === 'E' })),
      },
    ],
    footer: [issuer.name, `${words.titles.slip} ${slip.number}`].join(' · '),
    pageOf: words.pageOf,
  };
}

/** Slips for a spreadsheet, one a line. */
export function slipsCsv({ slips, language }: SlipsToWrite): string {
  const { csv, slip: said } = wordsOf[language];
  const columns = [
    'year',
    'number',
    'code',
    'amends',
    'payer',
    'insuranceNumber',
    'address',
    'child',
    'unit',
    'units',
    'boxC',
    'boxD',
    'boxE',
    'currency',
  ];
  const rows = slips.map((slip): Cell[] => {
    const amount = amountsOf(slip.currency);
    const who = [slip.payerName, spaced(slip.insuranceNumber), slip.payerAddress.replaceAll('\n', ', '), slip.childName];
    const boxes = [amount(slip.totalMinor), amount(slip.notEligibleMinor), amount(slip.eligibleMinor)];
    return [slip.year, slip.number, slip.code, slip.amends, ...who, said.units[slip.unit], slip.units, ...boxes, slip.currency];
  });
  return csvOf([columns.map((column) => csv[column]), ...rows]);
}

/** "046 454 286" */
const spaced = (number: string): string => number.replace(/^(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3');
