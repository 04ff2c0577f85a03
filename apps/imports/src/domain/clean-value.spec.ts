import { cleanValue, forbiddenIn, looksLikeEmail, mixesScripts } from './clean-value.js';

describe('how a value is cleaned', () => {
  it.each([
    ['  Ana  ', 'Ana'],
    ['Jean   Luc', 'Jean Luc'],
    ['12 rue du Parc\r\nApp. 3', '12 rue du Parc App. 3'],
    ['\u00a0Ana\u00a0', 'Ana'],
    ['A\u200bna\ufeff', 'Ana'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ["'+1 514 555-0000", '+1 514 555-0000'],
    ["'Aho", "'Aho"],
    ['plain', 'plain'],
  ])('%j becomes %j', (raw, clean) => expect(cleanValue(raw)).toBe(clean));
});

describe('what no value may hold', () => {
  const plain = { name: false, code: false };
  it.each([
    ['a\u0000b', 'control'],
    ['a\u0007b', 'control'],
    ['a\u0085b', 'control'],
    ['a\u202eb', 'direction'],
    ['a\u200fb', 'direction'],
    ['L\ufffdo', 'unreadable'],
    ['L\ud800o', 'unreadable'],
    ['=1+1', 'formula'],
    ['@SUM(A1)', 'formula'],
    ['#REF!', 'spreadsheet-error'],
    ['#N/A', 'spreadsheet-error'],
    ['#DIV/0!', 'spreadsheet-error'],
    ['########', 'spreadsheet-error'],
  ])('%j: %s', (text, reason) => expect(forbiddenIn(text, plain)).toBe(reason));

  it('a name or city may not start with +, a phone may', () => {
    expect(forbiddenIn('+Ana', { name: true, code: false })).toBe('formula');
    expect(forbiddenIn('+1 514 555-0000', { name: false, code: true })).toBeNull();
  });

  it('1.4E+10 is no phone and no code, though it may be an address', () => {
    for (const text of ['1.4E+10', '5,14E+09', '1e9']) expect(forbiddenIn(text, { name: false, code: true })).toBe('scientific');
    expect(forbiddenIn('1.4E+10', plain)).toBeNull();
  });

  it.each(['Zoë', 'O’Brien', '#12-40 rue X', '- none -', '1st Street', '北京'])('%j is stored as it is', (text) =>
    expect(forbiddenIn(text, plain)).toBeNull(),
  );
});

describe('names in two alphabets', () => {
  it.each(['Аna', 'Рavel', 'Annα'])('%j mixes look-alikes', (name) => expect(mixesScripts(name)).toBe(true));
  it.each(['Ana', 'Zoë', 'Анна', "D'Aragon", 'Nguyễn'])('%j does not', (name) => expect(mixesScripts(name)).toBe(false));
});

describe('e-mail addresses', () => {
  it.each(['ana@example.org', 'a.b+c@ex-ample.co.uk', "o'brien@example.ca", 'zoë@exemple.québec'])('%j looks like one', (text) =>
    expect(looksLikeEmail(text)).toBe(true),
  );
  it.each([
    'ana',
    'ana@',
    '@example.org',
    'a b@example.org',
    'ana@example',
    'ana@example..org',
    '.ana@example.org',
    'ana@-x.org',
    'a@b@c.org',
    'ana@example.o',
  ])('%j does not', (text) => expect(looksLikeEmail(text)).toBe(false));
});
