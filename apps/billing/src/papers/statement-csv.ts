import { statementLines } from '#contracts/billing/statement-lines';
import { amountsOf, csvOf, type Cell } from '#kernel/csv';
import type { StatementToWrite } from './statement-paper.js';
import { named, wordsOf } from './words/words.js';

/** A statement for a spreadsheet: days as YYYY-MM-DD, amounts with a point beside their currency, whatever the language. */
export function statementCsv({ statement, language }: StatementToWrite): string {
  const words = wordsOf[language];
  const { csv, kinds, methods, reasons, planned } = words;
  const { currency } = statement;
  const amount = amountsOf(currency);
  const balance = (label: string, day: string, minor: number): Cell[] => [
    day,
    label,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    amount(minor),
    currency,
  ];
  return csvOf([
    ['date', 'kind', 'number', 'description', 'person', 'method', 'reference', 'reason', 'income', 'cashflow', 'balance', 'currency'].map(
      (column) => csv[column],
    ),
    balance(csv.opening, statement.from, statement.openingMinor),
    ...statementLines(statement.lines).map((line): Cell[] => [
      line.on,
      kinds[line.kind],
      line.number,
      line.description,
      line.personName,
      line.method && named(methods, line.method),
      line.reference,
      line.reason && named(reasons, line.reason),
      amount(line.incomeMinor),
      amount(line.cashflowMinor),
      amount(line.balanceMinor),
      currency,
    ]),
    balance(csv.closing, statement.to, statement.closingMinor),
    ...statement.upcoming.map(({ on, kind, method, amountMinor }): Cell[] => [
      on,
      csv.planned,
      null,
      named(planned, kind),
      null,
      named(methods, method),
      null,
      null,
      null,
      amount(-amountMinor),
      null,
      currency,
    ]),
  ]);
}
