import fc from 'fast-check';
import { nameKey } from '../comparable.js';
import { keysOf, lookupKeysOf } from './blocking-keys.js';
import { contactKeys } from './contact-keys.js';
import { estimate, frequenciesOf, yearsOf } from './estimate.js';
import { builtInModel } from './model.js';
import { firstNameLevel } from './name-levels.js';
import { portrait, spoken, type Portrait, type Traits } from './traits.js';
import { judgePair } from './verdict.js';
import { weigh } from './weigh.js';
import { inWords, languages } from './words.js';

const expected = { matches: 0.3, among: 100_000 };

function person(
  name: string,
  birthDate: string | null = '2014-05-03',
  gender: 'M' | 'F' | null = 'F',
  more: Partial<Traits> = {},
): Portrait {
  const [first, last] = name.split('/');
  return portrait({ firstKey: nameKey(first), lastKey: nameKey(last), birthDate, gender, ...more });
}

const judge = (a: Portrait, b: Portrait) => judgePair(a, b, builtInModel, expected);
const reasonsOf = (a: Portrait, b: Portrait): string[] => judge(a, b).because.map(({ clause, level }) => `${clause} ${level}`);

const word = fc.constantFrom(
  'emma',
  'emmy',
  'daniel',
  'danielle',
  'liam',
  'william',
  'jean',
  'jean luc',
  'j.',
  'tremblay',
  'roy',
  'tremblay roy',
  'tramblay',
  '',
);
const anyone = fc
  .record({
    firstKey: word,
    lastKey: word,
    birthDate: fc.constantFrom('2014-05-03', '2014-03-05', '2014-05-04', '1984-05-03', null),
    gender: fc.constantFrom('M' as const, 'F' as const, null),
    email: fc.constantFrom('a@x.example', 'b@x.example', null),
    phone: fc.constantFrom('145550134', null),
    households: fc.constantFrom(['one'], ['two'], []),
  })
  .map(portrait);

describe('weighing two records', () => {
  it('is symmetric: match(a, b) = match(b, a), reasons and all', () => {
    fc.assert(fc.property(anyone, anyone, (a, b) => expect(judge(a, b)).toEqual(judge(b, a))));
  });

  it('gives reasons whose weights add up to the score, and a probability that is the score', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        const { score, probability, because } = weigh(a, b, builtInModel, expected);
        expect(because.reduce((sum, { weight }) => sum + weight, 0)).toBe(score);
        expect(because.every(({ weight }) => Number.isInteger(weight))).toBe(true);
        expect(Math.log2(probability / (1 - probability)) * 100).toBeCloseTo(score, 3);
      }),
    );
  });

  it('takes what is missing as unknown: it has no reason and no weight', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        const blank = portrait({ ...a, birthDate: null, gender: null, email: null, phone: null, households: [] });
        const clauses = weigh(blank, b, builtInModel, expected).because.map(({ clause }) => clause);
        for (const unknown of ['birthDate', 'gender', 'email', 'phone', 'household']) expect(clauses).not.toContain(unknown);
      }),
    );
  });

  it('has words for every reason in English, French and Dutch, and none of them is a value (ID-3)', () => {
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        for (const reason of weigh(a, b, builtInModel, expected).because)
          for (const language of languages) expect(inWords(reason, language)).toMatch(/^\p{Lu}[\p{L}’ ,-]+$/u);
      }),
    );
  });

  it('finds a rare name more telling than one that many have', () => {
    const scoreOf = (name: string) => judge(person(name), person(name, '2014-05-04')).score;
    expect(scoreOf('Maëlie/Quiviger')).toBeGreaterThan(scoreOf('Emma/Tremblay'));
  });
});

describe('who may be who', () => {
  const ana = person('Ana/Côté-Roy');

  it.each([
    ['IMP-9: accents, hyphens and case', 'ANA/Cote Roy', {}, 'firstName same'],
    ['a space more in a name', 'Ana/Coté Roy', {}, 'lastName same'],
    ['a misspelt name', 'Ana/Côté-Rouy', {}, 'lastName slip'],
    ['a maiden name in a compound', 'Ana/Côté', {}, 'lastName part'],
    ['names exchanged', 'Côté-Roy/Ana', {}, 'names swapped'],
    ['day and month exchanged', 'Ana/Côté-Roy', { birthDate: '2014-03-05' }, 'birthDate day-and-month-swapped'],
    ['a digit of the birth date', 'Ana/Côté-Roy', { birthDate: '2014-05-08' }, 'birthDate slip'],
  ])('%s: asks', (_, name, changes, reason) => {
    const other = portrait({ ...person(name), ...changes });
    expect(reasonsOf(ana, other)).toContain(reason);
    expect(judge(ana, other).verdict).toBe(reason === 'firstName same' || name === 'Ana/Coté Roy' ? 'same' : 'possible');
  });

  it.each([
    ['Liam/William', 'short-form'],
    ['Bob/Robert', 'short-form'],
    ['Kees/Cornelis', 'short-form'],
    ['JP/Jean-Pierre', 'short-form'],
    ['Alexandre/Alexandra', 'slip'],
    ['Philippe/Filip', 'sounds-alike'],
    ['Thibault/Tibo', 'sounds-alike'],
    ['Emma/Emmy', 'slip'],
    ['Jean/Jean-Luc', 'part'],
    ['J./Jean', 'initial'],
    ['Julie/Anne', 'different'],
  ])('first names %s: %s', (pair, level) => {
    const [a, b] = pair.split('/').map((name) => spoken(nameKey(name)));
    expect([firstNameLevel(a, b), firstNameLevel(b, a)]).toEqual([level, level]);
  });

  it.each([
    ['Tremblay', 'Tramblay'],
    ['Gauthier', 'Gautier'],
    ['Arsenault', 'Arseneau'],
    ['Lefebvre', 'Lefèbvre'],
    ['Beaulieux', 'Beaulieu'],
    ['Thibodeau', 'Thibaudeaux'],
  ])('%s and %s are heard alike', (a, b) => {
    expect(spoken(nameKey(a)).sound).toBe(spoken(nameKey(b)).sound);
  });

  it('finds her who moved house and married, by what she kept', () => {
    const contact = contactKeys({
      email: 'Ana@Mail.example',
      phone: '+1 514 555-0134',
      address: '12 rue A',
      city: null,
      postalCode: 'H1H 1H1',
    });
    const later = contactKeys({ email: 'ana@mail.example', phone: '514.555.0134', address: '7 rue B', city: null, postalCode: 'H2X 2X2' });
    const [before, after] = [person('Ana/Roy', '1984-05-03', 'F', contact), person('Ana/Gagnon', '1984-05-03', 'F', later)];
    expect(reasonsOf(before, after)).toEqual(expect.arrayContaining(['email same', 'phone same', 'address other', 'lastName different']));
    expect(judge(before, after).verdict).toBe('possible');
    expect(judge(person('Emma/Roy', '1984-05-03'), person('Emma/Gagnon', '1984-05-03')).probability).toBeLessThan(0.2);
  });
});

describe('families', () => {
  const home = { email: 'roy@mail.example', phone: '145550134', address: '12 H1H1H1', households: ['one'] };
  const emma = person('Emma/Roy', '2014-05-03', 'F', home);

  it.each([
    ['a twin', person('Julie/Roy', '2014-05-03', 'F', home)],
    ['a twin of a similar name', person('Emmy/Roy', '2014-05-03', 'F', home)],
    ['a twin brother', person('Noé/Roy', '2014-05-03', 'M', home)],
    ['a sister', person('Julie/Roy', '2012-01-09', 'F', home)],
    ['a mother of the same name', person('Emma/Roy', '1984-02-03', 'F', home)],
    ['a namesake', person('Emma/Roy', '2013-11-21')],
    ['somebody who has all the same but another gender', person('Emma/Roy', '2014-05-03', 'M')],
    ['somebody of the same account, whatever is the same', person('Emma/Roy', '2014-05-03', 'F', home)],
    ['a name of mixed scripts', person('Еmma/Roy')], // The first letter is Cyrillic.
  ])('IMP-8: never links %s by itself', (_, other) => {
    expect(judge(emma, other).verdict).not.toBe('same');
    expect(judge(emma, other).certain).toBe(false);
  });

  it.each([
    ['a twin', person('Emma/Roy'), person('Julie/Roy')],
    ['Michel and Michèle', person('Michel/Roy', '2014-05-03', 'M'), person('Michèle/Roy')],
    ['Daniel and Danielle', person('Daniel/Roy', '2014-05-03', 'M', home), person('Danielle/Roy', '2014-05-03', 'F', home)],
    ['a couple of one name', person('Paul/Roy', '1984-05-03', 'M', home), person('Line/Roy', '1984-05-03', 'F', home)],
    ['a father of the same name', person('Paul/Roy', '2014-05-03', 'M', home), person('Paul/Roy', '1984-02-03', 'M', home)],
  ])('does not even ask about %s', (_, a, b) => expect(judge(a, b).verdict).toBe('different'));

  it('IMP-8: links by the exact rule alone', () => {
    expect(judge(emma, portrait({ ...emma, households: [] })).verdict).toBe('same');
    expect(judge(emma, portrait({ ...emma, gender: null, households: [] })).verdict).toBe('possible');
  });
});

describe('keys to look under', () => {
  it.each([
    ['a misspelt last name', 'Ana/Cothé', {}],
    ['another last name', 'Ana/Gagnon', {}],
    ['a short form', 'Liam/Roy', { other: 'William/Roy' }],
    ['names exchanged', 'Roy/Ana', { other: 'Ana/Roy' }],
    ['another birth date', 'Ana/Roy', { other: 'Ana/Roy', birthDate: '2011-01-01' }],
    ['no birth date', 'Anna/Roy', { other: 'Ana/Roy', birthDate: null }],
    ['day and month exchanged', 'Ana/Gagnon', { birthDate: '2014-03-05' }],
    ['a slip in each name', 'Ava/Ciré', { other: 'Ana/Côté' }],
  ])('find somebody by %s', (_, name, { other = 'Ana/Côté', birthDate = '2014-05-03' }: { other?: string; birthDate?: string | null }) => {
    const kept = new Set(keysOf(person(other)));
    expect(lookupKeysOf(person(name, birthDate)).some((key) => kept.has(key))).toBe(true);
  });
});

describe('learning without labels', () => {
  // A made-up network: every tenth person is there twice, one name in five of them misspelt.
  const people = Array.from({ length: 6000 }, (_, i) =>
    person(`Given${i % 97}x${'abcdefgh'[i % 8]}/Family${i}q`, `${1950 + (i % 60)}-0${1 + (i % 9)}-1${i % 9}`, i % 2 ? 'F' : 'M'),
  );
  const again = people
    .filter((_, i) => i % 10 === 0)
    .map((one, i) => (i % 5 === 0 ? portrait({ ...one, lastKey: one.lastKey.replace('q', 'z') }) : one));
  const all = [...people, ...again];
  const counts = {
    people: all.length,
    firstNames: frequenciesOf([{ key: 'given1xb', count: 70 }], all.length),
    lastNames: frequenciesOf([], all.length),
    years: yearsOf([{ key: '1960', count: 110 }], all.length),
  };
  const pairs = again.map((one, i): [Portrait, Portrait] => [people[i * 10], one]);

  it('finds how often records of one person differ, and how many there are', () => {
    const { beliefs, duplicates, version } = estimate(pairs, counts, 3);
    expect(version).toBe(3);
    expect((duplicates * all.length) / 2).toBeGreaterThan(500);
    expect((duplicates * all.length) / 2).toBeLessThan(700);
    expect(beliefs.lastName.slip.person).toBeGreaterThan(0.14);
    expect(beliefs.lastName.slip.person).toBeLessThan(0.24);
  });

  it('keeps to what is built in while there is too little to learn from', () => {
    expect(estimate(pairs.slice(0, 20), counts, 3).beliefs).toEqual({ ...builtInModel.beliefs, fashion: expect.any(Number) });
    expect(estimate(pairs, { ...counts, people: 4000 }, 3)).toEqual({ ...builtInModel, version: 3 });
  });
});
