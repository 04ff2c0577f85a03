import fc from 'fast-check';
import {
  deferredOf,
  earnedThrough,
  isDeferred,
  lastMonthEnd,
  monthEnd,
  takenBackBy,
  toRecognise,
  withDeferred,
  type Deferral,
} from './deferral.js';
import { addDays } from '#kernel/dates';

const season = { periodFrom: '2026-09-01', periodTo: '2027-08-31' };
const deferral = (changes: Partial<Deferral> = {}): Deferral => ({
  ...season,
  deferredMinor: 36_500,
  takenBackMinor: 0,
  recognisedMinor: 0,
  ...changes,
});

describe('BIL-22: deferred revenue', () => {
  it.each([
    ['a season bought in September', { netMinor: 4000, ...season }, true],
    ['a term within the month', { netMinor: 4000, periodFrom: '2026-09-01', periodTo: '2026-09-30' }, false],
    ['a term that is over', { netMinor: 4000, periodFrom: '2025-09-01', periodTo: '2026-08-31' }, false],
    ['a term without end', { netMinor: 4000, periodFrom: '2026-09-01', periodTo: null }, false],
    ['a thing without a term', { netMinor: 4000, periodFrom: null, periodTo: null }, false],
    ['nothing', { netMinor: 0, ...season }, false],
  ])('BIL-22: is of a price whose term goes beyond the month of the bill: %s', (_, line, deferred) => {
    expect(isDeferred(line, '2026-09-15')).toBe(deferred);
  });

  const taxed = (netMinor: number, gst: number, term: { periodFrom: string | null; periodTo: string | null } = season) => ({
    netMinor,
    ...term,
    totalMinor: netMinor + gst,
    taxes: [{ code: 'GST', ratePpm: 50_000, baseMinor: netMinor, amountMinor: gst }],
  });
  const none = { periodFrom: null, periodTo: null };
  it.each([
    ['none', [taxed(4000, 200)], [4000]],
    ['one on the term', [taxed(4000, 200), taxed(-1000, -50, none)], [3000]],
    ['all of it', [taxed(4000, 200), taxed(-4000, -200, none)], []],
    ['one on two terms, in their order', [taxed(1000, 50), taxed(4000, 200), taxed(-2000, -100, none)], [3000]],
    ['one that another line bears', [taxed(1000, 50, none), taxed(4000, 200), taxed(-1000, -50, none)], [4000]],
    [
      'of what is billed month by month',
      [taxed(4000, 200, { periodFrom: '2026-09-01', periodTo: '2026-09-30' }), taxed(-1000, -50, none)],
      [],
    ],
  ])('BIL-22: a discount is deferred with the term it is set off against: %s', (_, lines, deferred) => {
    expect(deferredOf(lines, '2026-09-15').map(({ amountMinor }) => amountMinor)).toEqual(deferred);
  });

  it.each([
    ['before the term', '2026-08-31', 0],
    ['on its first day', '2026-09-01', 100],
    ['after a month', '2026-09-30', 3000],
    ['half a cent up', '2026-09-30', 3000],
    ['at its end', '2027-08-31', 36_500],
    ['ever after', '2030-01-01', 36_500],
  ])('BIL-22: is earned day by day: %s', (_, day, earned) => {
    expect(earnedThrough(36_500, season, day)).toBe(earned);
  });

  it('BIL-22: is taken back by a credit before what was earned is', () => {
    expect(takenBackBy(36_500, deferral({ recognisedMinor: 3000 }))).toBe(33_500);
    expect(takenBackBy(1000, deferral({ recognisedMinor: 3000 }))).toBe(1000);
    expect(takenBackBy(1000, deferral({ recognisedMinor: 36_500 }))).toBe(0);
  });

  it('BIL-22: after a credit, waits until the days have caught up with what was recognised', () => {
    const halved = deferral({ recognisedMinor: 3000, takenBackMinor: 18_250 });
    expect(toRecognise(halved, '2026-10-31')).toBe(50); // 61 of 365 days of 182.50 are 30.50.
    expect(toRecognise(deferral({ recognisedMinor: 3000, takenBackMinor: 33_500 }), '2027-08-31')).toBe(0);
  });

  it('BIL-22: recognises exactly the price over the whole term, whatever is credited when', () => {
    const months = fc.array(fc.record({ days: fc.integer({ min: 1, max: 45 }), credit: fc.option(fc.nat(5000)) }), {
      minLength: 1,
      maxLength: 15,
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 400 }), months, (price, length, steps) => {
        let state = deferral({ deferredMinor: price, periodTo: addDays(season.periodFrom, length) });
        let day = addDays(season.periodFrom, -20);
        const step = (through: string, credit: number | null): void => {
          const amount = toRecognise(state, through);
          expect(amount).toBeGreaterThanOrEqual(0);
          state = { ...state, recognisedMinor: state.recognisedMinor + amount };
          expect(toRecognise(state, through)).toBe(0); // The same month again finds nothing.
          if (credit !== null) state = { ...state, takenBackMinor: state.takenBackMinor + takenBackBy(credit, state) };
          expect(state.deferredMinor - state.takenBackMinor - state.recognisedMinor).toBeGreaterThanOrEqual(0);
        };
        for (const { days, credit } of steps) step((day = addDays(day, days)), credit);
        step(state.periodTo, null);
        expect(state.recognisedMinor + state.takenBackMinor).toBe(price);
      }),
    );
  });

  it('BIL-22: stands in the entry instead of revenue, whose sum stays', () => {
    const postings = [
      { account: 'receivable' as const, code: null, amountMinor: 7000 },
      { account: 'revenue' as const, code: '4000', amountMinor: -5000 },
      { account: 'revenue' as const, code: '4100', amountMinor: -2000 },
    ];
    expect(
      withDeferred(postings, [
        { from: '4000', code: '4000', amountMinor: -4000 },
        { from: '4100', code: '4100', amountMinor: -2000 },
      ]),
    ).toEqual([
      { account: 'receivable', code: null, amountMinor: 7000 },
      { account: 'revenue', code: '4000', amountMinor: -1000 },
      { account: 'deferred-revenue', code: '4000', amountMinor: -4000 },
      { account: 'deferred-revenue', code: '4100', amountMinor: -2000 },
    ]);
  });

  it('knows the ends of months', () => {
    expect([monthEnd('2028-02-10'), monthEnd('2026-12-31'), lastMonthEnd('2026-01-15'), lastMonthEnd('2026-03-31')]).toEqual([
      '2028-02-29',
      '2026-12-31',
      '2025-12-31',
      '2026-02-28',
    ]);
  });
});
