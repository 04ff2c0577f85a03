import { BadOffer } from './offer.errors.js';
import { checkedDesign, nameIn, type RawDesign } from './offer.js';

const design: RawDesign = {
  names: { en: 'Recreational', fr: 'Récréatif' },
  term: { kind: 'fixed-dates', salesStart: null, effectiveOn: '2026-09-01', expiresOn: '2027-06-30' },
};
const faultsOf = (changes: Partial<RawDesign>): string[] => {
  try {
    checkedDesign({ ...design, ...changes });
    return [];
  } catch (error) {
    if (!(error instanceof BadOffer)) throw error;
    return error.faults.map(({ pointer, code }) => `${pointer} ${code}`);
  }
};
const season = (salesStart: string | null, effectiveOn: string, expiresOn: string) =>
  ({ kind: 'fixed-dates', salesStart, effectiveOn, expiresOn }) as const;

describe('MEM-1: designing an offer', () => {
  it('fills in what is left out: no limits, no end of its own', () =>
    expect(checkedDesign({ ...design, names: { en: ' Recreational ', fr: '' } })).toEqual({
      names: { en: 'Recreational' },
      term: design.term,
      expiresOn: null,
      eligibility: { minAge: null, maxAge: null, gender: null },
    }));

  it.each<[string, Partial<RawDesign>, string[]]>([
    ['no name in any language', { names: { en: ' ', fr: null } }, ['/names memberships.name-missing']],
    ['a name nobody can type', { names: { fr: 'A\u0000' } }, ['/names/fr memberships.bad-name']],
    ['a day that is not in the calendar', { expiresOn: '2027-02-30' }, ['/expiresOn memberships.no-such-day']],
    ['an end before its start', { term: season(null, '2027-06-30', '2026-09-01') }, ['/term/expiresOn memberships.ends-before-start']],
    [
      'a sale that starts after its end',
      { term: season('2027-07-01', '2026-09-01', '2027-06-30') },
      ['/term/salesStart memberships.ends-before-start'],
    ],
    ['an overriding end before its start', { expiresOn: '2026-08-31' }, ['/term/expiresOn memberships.ends-before-start']],
    [
      'a duration of nothing',
      { term: { kind: 'fixed-duration', months: 0, renewalWindowDays: null } },
      ['/term/months memberships.bad-duration'],
    ],
    ['ages that leave nobody', { eligibility: { minAge: 12, maxAge: 11 } }, ['/eligibility/maxAge memberships.no-age-left']],
    ['several at once', { names: {}, expiresOn: 'soon' }, ['/names memberships.name-missing', '/expiresOn memberships.no-such-day']],
  ])('refuses %s', (_, changes, faults) => expect(faultsOf(changes)).toEqual(faults));

  it('takes one single day and one single age', () =>
    expect(faultsOf({ term: season('2026-09-01', '2026-09-01', '2026-09-01'), eligibility: { minAge: 6, maxAge: 6 } })).toEqual([]));
});

describe('the name in a reader’s language', () => {
  it.each([
    [['fr', 'en'], 'Récréatif'],
    [['nl', 'en'], 'Recreational'],
    [['nl'], 'Recreational'],
  ])('%p', (languages, name) => expect(nameIn({ en: 'Recreational', fr: 'Récréatif' }, languages)).toBe(name));
});
