import fc from 'fast-check';
import type { Delimiter } from './delimiter.js';
import { limits } from './limits.js';
import { parseRecords } from './record-parser.js';
import { type RawRecord, RecordSplitter } from './record-splitter.js';

function split(text: string, { delimiter = ',', cuts = [] }: { delimiter?: Delimiter; cuts?: number[] } = {}): RawRecord[] {
  const splitter = new RecordSplitter(delimiter);
  const edges = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  const records = edges.slice(1).flatMap((edge, i) => splitter.push(text.slice(edges[i], edge)));
  return [...records, ...splitter.end()];
}

const cellsOf = (text: string, options: Parameters<typeof split>[1] = {}) => parseRecords(split(text, options), options.delimiter ?? ',');
const problems = (text: string) => split(text).map(({ text: record, problem }) => [record, problem]);

describe('RFC 4180, case by case', () => {
  it.each<[string, string, string[][]]>([
    ['plain values', 'a,b\r\nc,d\r\n', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['a last line without a break', 'a,b\nc,d', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['a comma between quotes', 'John,"120 any st., apt 2",x', [['John', '120 any st., apt 2', 'x']]],
    ['escaped quotes', '1,"ha ""ha"" ha"', [['1', 'ha "ha" ha']]],
    ['empty values', '1,"",""\n2,3,', [['1', '', ''], ['2', '3', '']]], // prettier-ignore
    ['JSON', '1,"{""type"": ""Point"", ""at"": [1.5, 2]}"', [['1', '{"type": "Point", "at": [1.5, 2]}']]],
    ['a line break between quotes', 'a,"b\r\nc",d\ne,f,g', [['a', 'b\r\nc', 'd'], ['e', 'f', 'g']]], // prettier-ignore
    ['quotes and line breaks together', '1,"ha\n""ha""\nha"\n3,4', [['1', 'ha\n"ha"\nha'], ['3', '4']]], // prettier-ignore
    ['a cell of nothing but quotes', '"""",""""""', [['"', '""']]],
    ['UTF-8', 'a,ʤ\nè,ñ', [['a', 'ʤ'], ['è', 'ñ']]], // prettier-ignore
    ['CR alone', 'a,b\rc,d\r', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['line breaks of all kinds', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['spaces around quotes', 'a, "b" ,c', [['a', 'b', 'c']]],
    ['spaces inside quotes', '" a "," b"', [[' a ', ' b']]],
    ['one column', 'a\nb', [['a'], ['b']]],
  ])('reads %s', async (_, text, cells) => expect(await cellsOf(text)).toEqual(cells));

  it('keeps an empty line as a record, so that rows count as in a spreadsheet', () =>
    expect(split('a\n\nb').map(({ text }) => text)).toEqual(['a', '', 'b']));

  it.each<Delimiter>([',', ';', '\t'])('reads values separated by %j', async (delimiter) =>
    expect(await cellsOf(`a${delimiter}"b${delimiter}c"\n`, { delimiter })).toEqual([['a', `b${delimiter}c`]]),
  );
});

describe('broken quotes are named by row, and the rest of the file is still read', () => {
  it('a quote inside a value', () =>
    expect(problems('a,b\nc,5" pipe\nd,e')).toEqual([['a,b', null], ['c,5" pipe', 'quote-inside'], ['d,e', null]])); // prettier-ignore

  it('text after a closing quote', () =>
    expect(problems('"a"b,c\nd,e')).toEqual([['"a"b,c', 'text-after-quote'], ['d,e', null]])); // prettier-ignore

  it('a quote opened and never closed hides no other row', () =>
    expect(problems('a,"b\nc,d\ne,f')).toEqual([['a,"b', 'unclosed-quote'], ['c,d', null], ['e,f', null]])); // prettier-ignore

  it('a quote opened and closed by the next row’s is found in its own row', () =>
    expect(problems('a,"b\nc,"d"\ne,f')).toEqual([['a,"b', 'text-after-quote'], ['c,"d"', null], ['e,f', null]])); // prettier-ignore

  it('a record longer than any can be is cut off, and its line dropped as it arrives', () => {
    const long = 'x'.repeat(3 * limits.recordCharacters);
    const records = split(`a\n${long}\nb`, { cuts: [5, limits.recordCharacters, 2 * limits.recordCharacters] });
    expect(records.map(({ problem }) => problem)).toEqual([null, 'too-long', null]);
    expect(records[2].text).toBe('b');
  });

  it('reads 10 MB after an unclosed quote in the time of any other 10 MB', () => {
    const text = `a,"b\n${'c,d,e,f\n'.repeat(1_250_000)}`;
    const started = performance.now();
    const records = split(text, { cuts: Array.from({ length: 20 }, (_, i) => i * 500_000) });
    expect(records).toHaveLength(1_250_001);
    expect(records.filter(({ problem }) => problem !== null)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('however the pieces are cut', () => {
  const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.stringMatching(/^[ab,;"\r\n é]{0,6}$/));
  const quote = (text: string, always: boolean) => (always || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  it('any valid file gives the records it was written from', async () => {
    const file = fc.tuple(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.boolean(),
      fc.array(fc.nat(), { maxLength: 8 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(file, async ([rows, lineBreak, always, cuts, lastBreak]) => {
        const text = rows.map((row) => row.map((each) => quote(each, always)).join(',')).join(lineBreak) + (lastBreak ? lineBreak : '');
        expect(await cellsOf(text, { cuts })).toEqual(rows);
      }),
      { numRuns: 500 },
    );
  });

  it('any text at all gives the same records whole and in pieces', () => {
    const text = fc.stringMatching(/^[ab,"\r\n ]{0,60}$/);
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 10 }), (content, cuts) => expect(split(content, { cuts })).toEqual(split(content))),
      { numRuns: 2_000 },
    );
  });
});
