import fc from 'fast-check';
import { newId } from '#kernel/ids';
import {
  careOfYear,
  checkCare,
  insuranceNumber,
  slipsOf,
  slipsToMake,
  type Guardian,
  type LatestSlip,
  type PaidCare,
  type SlipDraft,
} from './childcare.js';

const [billingAccountId, childId] = [newId(), newId()];
const care: PaidCare = {
  billingAccountId,
  childId,
  childName: 'Léa Roy',
  unit: 'day',
  careOn: ['2026-07-06', '2026-07-07'],
  paidMinor: 10_001,
  notEligibleMinor: 501,
};
const guardian = (place: 1 | 2, changes: Partial<Guardian> = {}): Guardian => ({
  place,
  name: place === 1 ? 'Hélène Roy' : 'Marc Côté',
  address: '12, rue Principale',
  city: 'Québec',
  province: 'QC',
  postalCode: 'G1A 1A1',
  insuranceNumber: '046454286',
  ...changes,
});
const draftsOf = (outcomes: ReturnType<typeof slipsOf>): SlipDraft[] => outcomes.flatMap((one) => ('draft' in one ? [one.draft] : []));
const missingOf = (outcomes: ReturnType<typeof slipsOf>) => outcomes.flatMap((one) => ('missing' in one ? [one.missing] : []));

describe('declaring care', () => {
  it.each([
    ['2010-07-06', '2026-07-06', true], // Sixteen that day.
    ['2009-07-07', '2026-07-06', true], // Seventeen the day after.
    ['2009-07-06', '2026-07-06', false],
  ])('BIL-26: a child born on %s may be cared for on %s: %s', (born, day, may) => {
    const check = () => checkCare(1, [day], born);
    if (may) expect(check).not.toThrow();
    else expect(check).toThrow('older than sixteen');
  });

  it.each([[[]], [['2026-07-06', '2026-07-06']], [['2010-01-01']], [['2026-02-30']]])('BIL-26: refuses the days %j', (days) =>
    expect(() => checkCare(1, days, '2015-05-05')).toThrow('days'),
  );
});

describe('an insurance number', () => {
  it.each(['046 454 286', '046-454-286', '046454286'])('BIL-27: %s is taken', (text) => expect(insuranceNumber(text)).toBe('046454286'));

  it.each(['130692545', '13069254', '1306925440', 'abc', '', '800000002', '000000000'])('BIL-27: %j is refused', (text) =>
    expect(() => insuranceNumber(text)).toThrow('not a social insurance number'),
  );
});

describe('care of a year', () => {
  it('BIL-26: the day of the care decides, not that of the payment', () => {
    const [of2026] = careOfYear([{ ...care, careOn: ['2026-12-30', '2026-12-31', '2027-01-02'] }], 2026);
    expect(of2026).toMatchObject({ units: 2, totalMinor: 6667, notEligibleMinor: 334 });
    expect(careOfYear([care], 2027)).toEqual([]);
  });

  it('BIL-28: the years of a line come to the whole of it, and what is not eligible never exceeds what was paid', () => {
    const day = fc.integer({ min: 0, max: 900 }).map((n) => new Date(Date.UTC(2025, 6, 1 + n)).toISOString().slice(0, 10));
    const line = fc.record({
      careOn: fc.uniqueArray(day, { minLength: 1, maxLength: 40 }).map((days) => days.toSorted()),
      paidMinor: fc.integer({ min: 0, max: 1_000_000 }),
      notEligibleMinor: fc.integer({ min: 0, max: 1_000_000 }),
    });
    fc.assert(
      fc.property(line, (some) => {
        const years = [2025, 2026, 2027].flatMap((year) => careOfYear([{ ...care, ...some }], year));
        const sum = (of: (one: (typeof years)[number]) => number) => years.reduce((total, one) => total + of(one), 0);
        expect(sum((one) => one.units)).toBe(some.careOn.length);
        expect(sum((one) => one.totalMinor)).toBe(some.paidMinor);
        expect(sum((one) => one.notEligibleMinor)).toBe(Math.min(some.paidMinor, some.notEligibleMinor));
        for (const one of years) expect(one.notEligibleMinor).toBeLessThanOrEqual(one.totalMinor);
      }),
    );
  });

  it('BIL-26: days and weeks are counted apart, lines of one child together', () => {
    const lines = [
      care,
      { ...care, careOn: ['2026-07-08'], paidMinor: 1000, notEligibleMinor: 0 },
      { ...care, unit: 'week' as const, careOn: ['2026-08-03'] },
    ];
    expect(careOfYear(lines, 2026).map(({ unit, units, totalMinor }) => [unit, units, totalMinor])).toEqual([
      ['day', 3, 11_001],
      ['week', 1, 10_001],
    ]);
  });
});

describe('the slips of a child', () => {
  const [ofYear] = careOfYear([care], 2026);
  const both = [guardian(1), guardian(2, { insuranceNumber: '130692544' })];

  it.each([
    ['first', [['Hélène Roy', 10_001, 501]]],
    ['second', [['Marc Côté', 10_001, 501]]],
    ['half', [['Hélène Roy', 5001, 251], ['Marc Côté', 5000, 250]]], // prettier-ignore
  ] as const)('BIL-27: paid by %s', (share, expected) => {
    const drafts = draftsOf(slipsOf(ofYear, both, share));
    expect(drafts.map(({ payerName, totalMinor, notEligibleMinor }) => [payerName, totalMinor, notEligibleMinor])).toEqual(expected);
  });

  it('BIL-27: whatever is missing blocks the slip, and all of it is named', () => {
    expect(missingOf(slipsOf(ofYear, both, undefined))).toEqual([['share']]);
    expect(missingOf(slipsOf({ ...ofYear, childName: null }, [], 'first'))).toEqual([['child-name', 'guardian']]);
    const bare = guardian(1, { name: null, address: null, province: 'ON', insuranceNumber: null });
    expect(missingOf(slipsOf(ofYear, [bare], 'first'))).toEqual([['payer-name', 'insurance-number', 'address', 'quebec-address']]);
    const [whole, half] = [slipsOf(ofYear, [guardian(1)], 'half')[0], slipsOf(ofYear, [guardian(1)], 'half')[1]];
    expect(['draft' in whole, half]).toEqual([true, { missing: ['guardian'] }]);
  });
});

describe('the code of a slip', () => {
  const [draft] = draftsOf(slipsOf(careOfYear([care], 2026)[0], [guardian(1)], 'first'));
  const made = (code: 'R' | 'A' | 'D', changes: Partial<SlipDraft> = {}): LatestSlip => ({ ...draft, ...changes, id: newId(), code });
  const open = () => false;

  it('BIL-28: R where there is none, or the last one was cancelled', () => {
    expect(slipsToMake([draft], [], open)).toEqual([{ code: 'R', draft, amends: null }]);
    expect(slipsToMake([draft], [made('D')], open)).toEqual([{ code: 'R', draft, amends: null }]);
  });

  it('BIL-28: none where nothing changed', () => {
    expect(slipsToMake([draft], [made('R')], open)).toEqual([]);
    expect(slipsToMake([draft], [made('A')], open)).toEqual([]);
    expect(slipsToMake([], [made('D')], open)).toEqual([]);
  });

  it.each(['units', 'totalMinor', 'notEligibleMinor', 'payerName', 'payerAddress', 'insuranceNumber', 'childName'] as const)(
    'BIL-28: A where %s changed',
    (field) => {
      const before = made('R', { [field]: typeof draft[field] === 'number' ? 1 : 'other' });
      expect(slipsToMake([draft], [before], open)).toEqual([{ code: 'A', draft, amends: before.id }]);
    },
  );

  it('BIL-28: D where the care is gone, but not where data of it is missing', () => {
    const before = made('A');
    expect(slipsToMake([], [before], open)).toEqual([
      { code: 'D', draft: expect.objectContaining({ totalMinor: draft.totalMinor }), amends: before.id },
    ]);
    expect(slipsToMake([], [before], () => true)).toEqual([]);
  });
});
