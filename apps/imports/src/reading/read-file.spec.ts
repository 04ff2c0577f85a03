import { csv, header, readAll, told, usual } from '../../test/files.js';
import { at } from '../domain/columns.js';
import type { Delimiter } from './delimiter.js';
import { limits } from './limits.js';
import type { Repair } from './read-file.js';

const accented = { 'First name': 'Zoë', 'Last name': "D'Aragon-Lévesque" };

describe('IMP-18: every encoding with every delimiter', () => {
  const encodings: [string, (text: string) => Uint8Array][] = [
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-8', (text) => Buffer.from(`\ufeff${text}`)],
    ['utf-16le', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['windows-1252', (text) => Buffer.from(text, 'latin1')],
  ];
  const delimiters: Delimiter[] = [',', ';', '\t'];
  const cases = encodings.flatMap(([encoding, encode]) => delimiters.map((delimiter) => [encoding, delimiter, encode] as const));

  it.each(cases)('reads %s with %j', async (encoding, delimiter, encode) => {
    for (const lineBreak of ['\r\n', '\n', '\r']) {
      const all = await readAll(encode(csv([accented, { 'First name': 'Max' }], { delimiter, lineBreak })));
      expect(all.format).toMatchObject({ encoding, delimiter });
      expect(all.rows.map(({ row, state, values }) => [row, state, values[at.firstName], values[at.lastName]])).toEqual([
        [2, 'fit', 'Zoë', "D'Aragon-Lévesque"],
        [3, 'fit', 'Max', 'Roy'],
      ]);
      expect(all.issues).toEqual([]);
    }
  });

  it('believes a file that states its delimiter, and counts its header as row 1', async () => {
    const all = await readAll(`sep=;\r\n${csv([{}], { delimiter: ';' })}`);
    expect(all.format).toMatchObject({ delimiter: ';' });
    expect(all.rows).toMatchObject([{ row: 2, state: 'fit' }]);
  });
});

describe('the whole file in one pass (IMP-2)', () => {
  it('IMP-2: names every error of every row by row and column', async () => {
    const all = await readAll(
      csv([
        { 'First name': '', Gender: 'female', 'Birth date': '31/12/2016' },
        {},
        { 'First name': 'Léo', Email: 'leo at example', 'Membership expiration date': '01/01/2020' },
      ]),
    );
    expect(told(all.issues)).toEqual([
      [2, 'First name', 'imports.missing'],
      [2, 'Gender', 'imports.bad-gender'],
      [2, 'Birth date', 'imports.bad-date', 'other-order'],
      [4, 'Email', 'imports.bad-email'],
      [4, 'Membership expiration date', 'imports.bad-date', 'past'],
    ]);
    expect(all.rows.map(({ state }) => state)).toEqual(['unfit', 'fit', 'unfit']);
  });

  it('goes on after a broken record', async () => {
    const [head, ...lines] = csv([{}, { 'First name': 'Max' }, { 'First name': 'Léo' }]).split('\r\n');
    const all = await readAll([head, lines[0], lines[1].replace('Max', 'M"ax'), lines[2]].join('\r\n'));
    expect(told(all.issues)).toEqual([[3, null, 'imports.bad-record', 'quote-inside']]);
    expect(all.rows.map(({ state }) => state)).toEqual(['fit', 'broken', 'fit']);
  });

  it('refuses surplus values and takes missing ones at the end as empty', async () => {
    const [head, line] = csv([{}]).split('\r\n');
    const short = line.split(',').slice(0, at.membership + 1).join(','); // prettier-ignore
    const all = await readAll([head, `${line},x`, short.replace('Ana', 'Eva')].join('\n'));
    expect(told(all.issues)).toEqual([[2, null, 'imports.bad-record', 'surplus']]);
    expect(all.rows[1]).toMatchObject({ state: 'fit' });
  });

  it('ignores empty rows at the end, and names one between others', async () => {
    const lines = csv([{}, { 'First name': 'Max' }])
      .trimEnd()
      .split('\r\n');
    const all = await readAll([...lines.slice(0, 2), ',,,,', lines[2], '', ',,,', '   '].join('\r\n'));
    expect(told(all.issues)).toEqual([[3, null, 'imports.missing', 'row']]);
    expect(all.rows.map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(all.end).toBe(3);
  });

  it('gives the same rows whatever the size of pages and pieces', async () => {
    const bytes = Buffer.from(csv(Array.from({ length: 37 }, (_, i) => ({ 'First name': `Zoë${i}`, Address: 'a\n"b"' }))));
    const whole = await readAll(bytes);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(i * 7, i * 7 + 7));
    const cut = await readAll(pieces, { pageRows: 3 });
    expect(cut.rows).toEqual(whole.rows);
    expect(cut.records).toEqual(whole.records);
    expect(whole.rows).toHaveLength(37);
  });
});

describe('what no file can do', () => {
  it('headers that are names of object machinery are unknown columns and nothing else', async () => {
    const [head, line] = csv([{}]).split('\r\n');
    const all = await readAll(`${head},__proto__,constructor,toString\n${line},"{""a"":1}",b,c\n`);
    expect(told(all.issues)).toEqual([
      [1, null, 'imports.unknown-column'],
      [1, null, 'imports.unknown-column'],
      [1, null, 'imports.unknown-column'],
    ]);
    expect(all.rows).toMatchObject([{ state: 'fit' }]);
    expect(Object.prototype).not.toHaveProperty('a');
  });

  it('a NUL byte is a forbidden character of its cell', async () =>
    expect(told((await readAll(csv([{ City: 'Mont\u0000réal' }]))).issues)).toEqual([
      [2, 'City', 'imports.forbidden-character', 'control'],
    ]));

  it('cells hold 500 characters, names 100, e-mail addresses 254, and not one more', async () => {
    const good = {
      'First name': 'n'.repeat(100),
      Address: 'a'.repeat(500),
      Email: `${'e'.repeat(64)}@${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.ca`,
    };
    expect((await readAll(csv([good]))).issues).toEqual([]);
    const bad = { 'First name': 'n'.repeat(101), Address: 'a'.repeat(501), Email: `${'e'.repeat(64)}@${'d.'.repeat(95)}ca` };
    expect(told((await readAll(csv([bad]))).issues)).toEqual([
      [2, 'First name', 'imports.too-long'],
      [2, 'Address', 'imports.too-long'],
      [2, 'Email', 'imports.too-long'],
    ]);
  });

  it('more rows than allowed refuse the file, at the limit they do not', async () => {
    const line = csv([{}]).split('\r\n')[1];
    const rows = (count: number): string => header.join(',') + '\n' + `${line}\n`.repeat(count);
    const over = await readAll(rows(limits.rows + 1));
    expect(over.refused).toBe(true);
    expect(told(over.issues).at(-1)).toEqual([1, null, 'imports.too-many-rows']);
    expect((await readAll(rows(limits.rows))).refused).toBe(false);
  });

  it('more columns than allowed refuse the file', async () => {
    const wide = Array.from({ length: limits.columns }, (_, i) => `x${i}`);
    expect(told((await readAll(`${header.join(',')},${wide.join(',')}\n`)).issues)).toContainEqual([1, null, 'imports.too-many-columns']);
  });

  it('20 MiB are read, and their errors named', async () => {
    const row = csv([{ Address: 'a'.repeat(480) }]).split('\r\n')[1];
    const count = Math.floor((limits.fileBytes - 1_000) / (row.length + 2));
    const all = await readAll(`${header.join(',')}\r\n${`${row}\r\n`.repeat(count - 1)}${row.replace(',F,', ',X,')}\r\n`);
    expect(all.end).toBe(count);
    expect(told(all.issues.filter(({ code }) => code !== 'imports.duplicate-in-file'))).toEqual([
      [count + 1, 'Gender', 'imports.bad-gender'],
    ]);
  });

  it.each([
    ['an empty file', ''],
    ['nothing but spaces', '  \r\n '],
    ['a header without rows', csv([])],
  ])('%s has no rows', async (_, content) => expect(told((await readAll(content)).issues)).toEqual([[1, null, 'imports.empty-file']]));

  it.each([
    ['undecodable', Buffer.from([...Buffer.from(csv([])), 0xe9, 0x81])],
    ['undecodable', Buffer.concat([Buffer.from(`\ufeff${csv([{}])}`, 'utf16le'), Uint8Array.of(0x41)])],
    ['mixed', Buffer.concat([Buffer.from(csv([accented])), Buffer.from('L\xe9o', 'latin1')])],
  ])('what is %s is refused', async (variant, bytes) =>
    expect(told((await readAll(bytes)).issues)).toContainEqual([1, null, 'imports.bad-encoding', variant]),
  );
});

describe('repairs lie over the rows of the file', () => {
  const two = csv([{ Gender: 'X' }, { 'First name': 'Max', 'Birth date': '' }]);

  it('a repaired cell is judged as if the file said so, and a date may be written as it was shown', async () => {
    const repairs: Repair[] = [
      { row: 2, cells: { Gender: 'F' }, excluded: false },
      { row: 3, cells: { 'Birth date': '2001-02-03' }, excluded: false },
    ];
    const all = await readAll(two, { repairs });
    expect(all.issues).toEqual([]);
    expect(all.rows[1].values[at.birthDate]).toBe('2001-02-03');
    expect(all.records[0][at.gender]).toBe('X'); // The raw row is kept.
  });

  it('an excluded row is judged no more', async () => {
    const all = await readAll(two, { repairs: [{ row: 2, cells: {}, excluded: true }] });
    expect(told(all.issues)).toEqual([[3, 'Birth date', 'imports.missing']]);
    expect(all.rows[0].state).toBe('excluded');
  });

  it('a record that could not be read can be written anew', async () => {
    const cells = Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, value!]));
    const all = await readAll(`${header.join(',')}\nA"na,Roy\n`, { repairs: [{ row: 2, cells, excluded: false }] });
    expect(all.issues).toEqual([]);
    expect(all.rows).toMatchObject([{ state: 'fit' }]);
  });

  it('a column the file does not have can be filled in', async () => {
    const names = header.slice(0, at.membership + 1);
    const file = [names, names.map((name) => usual[name] ?? '')].map((cells) => cells.join(',')).join('\n');
    const all = await readAll(file, {
      repairs: [{ row: 2, cells: { 'Account owner first name': 'Eva', 'Account owner last name': 'Roy' }, excluded: false }],
    });
    expect(all.rows[0].values.slice(at.ownerFirstName, at.ownerLastName + 1)).toEqual(['Eva', 'Roy']);
  });
});
