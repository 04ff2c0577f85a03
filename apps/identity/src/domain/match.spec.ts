import fc from 'fast-check';
import { foldName } from '#kernel/names';
import { exactKeyOf, judge, mixesScripts, reasonsToMatch, withDayAndMonthSwapped, type Comparable } from './match.js';

function person(first: string, last: string, birthDate: string | null = '2014-05-03', gender: 'M' | 'F' | null = 'F'): Comparable {
  return { firstKey: foldName(first), lastKey: foldName(last), birthDate, gender };
}

const ana = person('Ana', 'Côté');

describe('matching two records', () => {
  it.each([
    ['the same in every field', person('Ana', 'Côté'), ['exact']],
    ['IMP-9: accents, case, hyphens and apostrophes aside', person('ANA', 'Cote'), ['exact']],
    ['IMP-10: another gender', person('Ana', 'Côté', '2014-05-03', 'M'), ['same-name-and-birth-date']],
    ['IMP-10: gender unknown', person('Ana', 'Côté', '2014-05-03', null), ['same-name-and-birth-date']],
    ['IMP-10: a near-identical name', person('Anna', 'Côté'), ['similar-name']],
    ['IMP-10: a near-identical name, gender unknown', person('Anna', 'Côté', '2014-05-03', null), ['similar-name']],
    ['IMP-10: first and last name swapped', person('Côté', 'Ana'), ['names-swapped']],
    ['IMP-10: day and month swapped', person('Ana', 'Côté', '2014-03-05'), ['day-and-month-swapped']],
  ])('%s', (_, other, reasons) => {
    expect(reasonsToMatch(ana, other)).toEqual(reasons);
  });

  it.each([
    ['a same-named parent', person('Ana', 'Côté', '1984-05-03')],
    ['a sibling born another day', person('Ana', 'Côté', '2016-05-03')],
    ['a twin with a name of her own', person('Julie', 'Côté')],
    ['a twin whose short name differs by a letter', person('Ane', 'Côté')],
    ['a twin brother with a similar name', person('Anna', 'Côté', '2014-05-03', 'M')],
    ['somebody whose birth date is unknown', person('Ana', 'Côté', null)],
    ['nobody: names of nothing but hyphens are unknown', person('-', '-')],
  ])('is silent about %s', (_, other) => {
    expect(reasonsToMatch(ana, other)).toEqual([]);
  });

  it('takes a missing birth date as unknown on both sides, never as agreement', () => {
    expect(reasonsToMatch(person('Ana', 'Côté', null), person('Ana', 'Côté', null))).toEqual([]);
    expect(reasonsToMatch(person('', '', '2014-05-03'), person('', '', '2014-05-03'))).toEqual([]);
  });

  it('is symmetric: a matches b as b matches a', () => {
    const anyone = fc.record({
      firstKey: fc.constantFrom('ana', 'anna', 'cote', 'catherine', 'katherine', ''),
      lastKey: fc.constantFrom('ana', 'cote', 'tremblay', 'tremblai', ''),
      gender: fc.constantFrom('M' as const, 'F' as const, null),
      birthDate: fc.constantFrom('2014-05-03', '2014-03-05', '2014-05-13', null),
    });
    fc.assert(fc.property(anyone, anyone, (a, b) => expect(reasonsToMatch(a, b)).toEqual(reasonsToMatch(b, a))));
  });
});

describe('the verdict on a row', () => {
  const named = (name: string, like: Comparable) => ({ ...like, name });

  it('IMP-8: one exact match is the person', () => {
    expect(judge(ana, [named('known', ana)])).toEqual({
      verdict: 'match',
      candidates: [{ candidate: named('known', ana), because: ['exact'] }],
    });
  });

  it('IMP-10: a known twin is matched without asking about the other', () => {
    const emma = person('Emma', 'Roy');
    const verdict = judge(emma, [named('Emmy', person('Emmy', 'Roy')), named('Emma', emma)]);
    expect(verdict?.verdict).toBe('match');
    expect(verdict?.candidates.map(({ candidate }) => candidate.name)).toEqual(['Emma']);
  });

  it('IMP-10: a twin who is not known yet is asked about, not merged', () => {
    expect(judge(person('Emmy', 'Roy'), [person('Emma', 'Roy')])?.verdict).toBe('possible');
  });

  it('IMP-10: several exact matches are for the operator to pick from, before near ones', () => {
    const verdict = judge(ana, [named('near', person('Anna', 'Côté')), named('first', ana), named('second', ana)]);
    expect(verdict?.verdict).toBe('possible');
    expect(verdict?.candidates.map(({ candidate }) => candidate.name)).toEqual(['first', 'second', 'near']);
  });

  it('names at most five candidates', () => {
    expect(
      judge(
        ana,
        Array.from({ length: 9 }, () => person('Anna', 'Côté')),
      )?.candidates,
    ).toHaveLength(5);
  });

  it('says nothing about somebody new', () => {
    expect(judge(ana, [person('Julie', 'Roy')])).toBeUndefined();
  });

  it('asks when a name mixes scripts, however equal it looks', () => {
    const disguised = person('Аna', 'Cote'); // The first letter is Cyrillic.
    expect(judge(disguised, [disguised])?.verdict).toBe('possible');
    expect(mixesScripts(disguised)).toBe(true);
    expect(judge(person('Анна', 'Иванова'), [person('Анна', 'Иванова')])?.verdict).toBe('match');
  });
});

describe('the exact rule as a key', () => {
  it('IMP-8: is equal exactly where the exact clause holds', () => {
    const anyone = fc.record({
      firstKey: fc.constantFrom('ana', 'anna', ''),
      lastKey: fc.constantFrom('cote', 'roy', ''),
      gender: fc.constantFrom('M' as const, 'F' as const, null),
      birthDate: fc.constantFrom('2014-05-03', '2014-03-05', null),
    });
    fc.assert(
      fc.property(anyone, anyone, (a, b) => {
        const key = exactKeyOf(a);
        expect(key !== undefined && key === exactKeyOf(b)).toBe(reasonsToMatch(a, b).includes('exact'));
      }),
    );
  });
});

describe('day and month swapped', () => {
  it.each([
    ['2014-05-03', '2014-03-05'],
    ['2014-12-01', '2014-01-12'],
    ['2014-05-05', undefined], // The same day.
    ['2014-05-13', undefined], // There is no 13th month.
  ])('%s is %s', (day, swapped) => expect(withDayAndMonthSwapped(day)).toBe(swapped));
});
