import { parseString } from 'fast-csv';
import fc from 'fast-check';
import { amountsOf, csvOf } from './csv.js';

const parsed = (text: string): Promise<string[][]> =>
  new Promise((resolve, reject) => {
    const rows: string[][] = [];
    parseString<string[], string[]>(text)
      .on('data', (row: string[]) => rows.push(row))
      .on('error', reject)
      .on('end', () => resolve(rows));
  });

describe('a table as CSV', () => {
  it('comes back as it was, whatever people wrote in it', async () => {
    const texts = fc.array(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 2, maxLength: 2 }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (rows) => {
        expect(await parsed(csvOf(rows))).toEqual(rows.map((row) => row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))));
      }),
      { numRuns: 200 },
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('IMP-18: %j is no formula to a spreadsheet', async (text) =>
    expect(await parsed(csvOf([[text, 'x']]))).toEqual([[`'${text}`, 'x']]),
  );

  it.each([
    [-4599, 'CAD', '-45.99'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'CAD', '0.00'],
    [4599, 'JPY', '4599'],
  ])('BIL-6: %i minor units of %s are %s', (minor, currency, written) =>
    expect(csvOf([[amountsOf(currency)(minor)]])).toBe(`\ufeff${written}\r\n`),
  );
});
