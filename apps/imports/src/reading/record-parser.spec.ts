import fc from 'fast-check';
import type { Delimiter } from './delimiter.js';
import { cellsOf, parseRecords, parseWithFastCsv, toKeep } from './record-parser.js';
import { RecordSplitter } from './record-splitter.js';

const recordsOf = (text: string, delimiter: Delimiter) => {
  const splitter = new RecordSplitter(delimiter);
  return [...splitter.push(text), ...splitter.end()].filter(({ problem }) => problem === null);
};
/** Outer spaces do not count: every value is trimmed anyway. */
const trimmed = (rows: readonly (readonly string[])[]) => rows.map((cells) => cells.map((cell) => cell.trim()));

describe('cells of records', () => {
  it.each<Delimiter>([',', ';', '\t'])('cuts what is separated by %j exactly as fast-csv does', async (delimiter) => {
    const cell = fc.oneof(
      fc.stringMatching(/^[ab é'=]{0,5}$/),
      fc.stringMatching(/^"[ab,;\t é']{0,5}"$/),
      fc.stringMatching(/^ ?"[ab]{0,3}(""){0,2}" ?$/),
    );
    const row = fc
      .array(cell, { minLength: 2, maxLength: 6 })
      .map((cells) => cells.map((each) => (delimiter === '\t' ? each.trim() : each)));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const records = recordsOf(rows.map((cells) => cells.join(delimiter)).join('\n'), delimiter);
        fc.pre(records.every(({ text }) => text.trim() !== '')); // fast-csv gives a blank line no cells at all.
        expect(trimmed(await parseRecords(records, delimiter))).toEqual(trimmed(await parseWithFastCsv(records, delimiter)));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps a broken record as it stands, in one cell', async () => {
    const splitter = new RecordSplitter(',');
    expect(await parseRecords([...splitter.push('a,"b"c,d\n'), ...splitter.end()], ',')).toEqual([['a,"b"c,d']]);
  });

  it('cuts kept records as it cut them when they were read, and leaves broken ones in one cell', async () => {
    const splitter = new RecordSplitter(',');
    const records = [...splitter.push('a,b\n"c,1", "d"\na,"b"c,d\ne,"say ""hi"""\n"h\ni",j\n'), ...splitter.end()];
    const kept = JSON.parse(JSON.stringify(records.map(toKeep))) as Parameters<typeof cellsOf>[0];
    expect(await cellsOf(kept, ',')).toEqual(await parseRecords(records, ','));
  });

  it('keeps the order of the file when some records need fast-csv and others do not', async () => {
    const records = recordsOf('a,b\n"c,1",d\ne,"say ""hi"""\nf,g\n"h\ni",j\n', ',');
    expect(await parseRecords(records, ',')).toEqual([['a', 'b'], ['c,1', 'd'], ['e', 'say "hi"'], ['f', 'g'], ['h\ni', 'j']]); // prettier-ignore
  });
});
