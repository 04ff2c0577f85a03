import { UnclearSearch } from '../search.errors.js';
import { gradeOfName, gradeOfWord } from './name-grade.js';
import { keysOfWord, lookupKeysOfWord, termsOf, wordsOf } from './name-terms.js';
import { mostInHour, mostStrangersInDay, secondsToWait } from './search-pace.js';
import { phoneForms, searchQuery, tellsEnough } from './search-query.js';

describe('what is typed into a search', () => {
  it.each([
    ['Tremblay Léa', { words: ['tremblay', 'lea'] }],
    ['LÉA  tremblay', { words: ['lea', 'tremblay'] }],
    ['d’Amour-Roy', { words: ['amour', 'roy'] }],
    ['P3368003', { words: [], number: 3368003 }],
    ['p3368003 roy', { words: ['roy'], number: 3368003 }],
    ['roy 1988-04-09', { words: ['roy'], birthDate: '1988-04-09' }],
    ['1988/04/09', { words: [], birthDate: '1988-04-09' }],
    ['Ana@Mail', { words: [], email: 'ana@mail' }],
    ['(514) 555-01', { words: [], phone: '51455501' }],
    ['+32 475', { words: [], phone: '32475' }],
    ['0032475', { words: [], phone: '32475' }],
    ['Li', { words: ['li'] }],
    ['Ana B', { words: ['ana'] }],
  ])('ID-16: %s is told apart by how it is written', (text, query) => {
    expect(searchQuery(text)).toEqual(query);
  });

  it.each(['', '   ', '--', 'P1 P2', '1988-04-09 1990-01-01', 'a@b c@d', '51'])(
    'refuses %j: nothing to search for, or too much',
    (text) => {
      expect(() => searchQuery(text)).toThrow(UnclearSearch);
    },
  );

  it.each(['1988-13-40', '1988-02-30'])('takes %s, which is no day, for the phone it might be', (text) => {
    expect(searchQuery(text)).not.toHaveProperty('birthDate');
  });

  it('ID-16: a phone begins with the prefix of its country or without', () => {
    for (const [phone, asked] of [
      ['+1 514 555-0134', ['514', '1514', '5145550134']],
      ['514.555.0134', ['514', '1514']],
      ['+32 475 12 34 56', ['32475', '0475']],
      ['0475 12 34 56', ['0475']],
    ] as const) {
      for (const begins of asked) expect([phone, phoneForms(phone).some((form) => form.startsWith(begins))]).toEqual([phone, true]);
    }
    expect(phoneForms('12')).toEqual([]);
    expect(phoneForms(null)).toEqual([]);
  });

  it.each([
    ['P3368003', true],
    ['Ana Roy 1988-04-09', true],
    ['Roy ana.roy@', true],
    ['Roy 5550134', true],
    ['Ana Roy', false],
    ['1988-04-09', false],
    ['ana.roy@mail.example', false],
    ['5145550134', false],
    ['Roy @mail', false],
    ['Roy 514555', false],
    ['P3368003 514', false], // Whoever knows the number would learn the phone, digit by digit.
  ])('ID-16, ID-3: %s over a network: enough is known: %s', (text, enough) => {
    expect(tellsEnough(searchQuery(text))).toBe(enough);
  });
});

describe('how well a name answers', () => {
  it.each([
    ['tremblay', 'tremblay', 100],
    ['trem', 'tremblay', 86],
    ['tramblay', 'tremblay', 85],
    ['tibo', 'thibault', 78],
    ['bill', 'william', 80],
    ['tremblya', 'tremblay', 75],
    ['lea', 'leo', 0], // Two people more often than one slip.
    ['roy', 'tremblay', 0],
  ])('ID-16: %s for %s: %d', (asked, word, grade) => {
    expect(gradeOfWord(asked, word)).toBe(grade);
  });

  it('ID-16: names come in any order, and each of two must be there', () => {
    expect(gradeOfName(['tremblay', 'lea'], ['lea', 'tremblay'])).toBe(100);
    expect(gradeOfName(['tremblay', 'lea'], ['ana', 'tremblay'])).toBe(0);
    expect(gradeOfName(['lea', 'rose', 'tremblay'], ['lea', 'tremblay'])).toBe(67);
    expect(gradeOfName(['lea', 'rose', 'tremblay'], ['tremblay', 'roy'])).toBe(0);
  });
});

describe('under what people are found', () => {
  const lea = { firstKey: 'lea rose', lastKey: 'de la fleur', birthDate: '2015-04-09' };

  it('ID-16: each word, each two of them, a name without its spaces, and the birth date', () => {
    expect(wordsOf(lea).sort()).toEqual(['delafleur', 'fleur', 'lea', 'learose', 'rose']);
    const terms = termsOf(lea);
    expect(terms).toEqual(expect.arrayContaining(['lea', 'fleur', 'fleur lea', 'lea rose', 'fleur rose', '+delafleur lea', ':2015-04-09']));
    expect(terms.filter((term) => term.includes('learose')).sort()).toEqual(['+delafleur +learose', '+learose', '+learose fleur']);
    expect(termsOf({ ...lea, birthDate: null }).some((term) => term.startsWith(':'))).toBe(false);
  });

  it.each([
    ['tremblay', ['tremblay', 'tramblay', 'tremblya', 'tremlay', 'tremmblay', 'trem', 'trambley']],
    ['william', ['bill', 'will', 'wiliam']],
    ['thibault', ['tibo', 'thibaud', 'thibau']],
    ['+lafleur', ['lafleur', 'lafler', 'laflleur']],
    ['li', ['li', 'ly']],
  ])('ID-16: %s is looked up by what it may be mistaken for', (word, asked) => {
    const kept = new Set(keysOfWord(word));
    for (const each of asked) expect([each, lookupKeysOfWord(each).some((key) => kept.has(key))]).toEqual([each, true]);
    expect(lookupKeysOfWord('gauthier').some((key) => kept.has(key))).toBe(false);
  });
});

describe('how often a network is searched', () => {
  const now = new Date('2026-11-29T10:40:00Z');

  it('ID-16: waits until the hour or the day is over, and not before there were too many', () => {
    expect(secondsToWait({ inHour: mostInHour - 1, strangersInDay: mostStrangersInDay - 1 }, now)).toBe(0);
    expect(secondsToWait({ inHour: mostInHour, strangersInDay: 0 }, now)).toBe(20 * 60);
    expect(secondsToWait({ inHour: 0, strangersInDay: mostStrangersInDay }, now)).toBe((13 * 60 + 20) * 60);
  });
});
