import type { Holding } from './holding.js';
import { passOn, takeSlot } from './reserve.js';
import { Standing } from './standing.js';

const slot = (personId: string, changes: Partial<Holding> = {}): Holding => ({
  personId,
  offerId: 'recreational',
  sellerId: 'club-a',
  effectiveOn: '2026-09-01',
  expiresOn: '2027-06-30',
  ...changes,
});
const standing = (holdings: Holding[] = [], taken = 0) => new Standing({ holdings, taken: new Map([['recreational', taken]]) });

describe('reserving the slots of a batch', () => {
  it('MEM-13: gives one person one slot, though two rows of the batch ask for it', () => {
    const now = standing();
    expect(takeSlot(slot('lea'), null, now)).toBeUndefined();
    expect(takeSlot(slot('lea'), null, now)).toBe('already-held');
    expect(takeSlot(slot('max'), null, now)).toBeUndefined();
  });

  it('MEM-14: refuses one that another club took since the preview', () =>
    expect(takeSlot(slot('lea'), null, standing([slot('lea', { sellerId: 'club-b' })]))).toBe('already-held'));

  it('MEM-10: counts within the batch, and refused rows take nothing', () => {
    const now = standing([slot('max')], 1);
    const refusals = ['lea', 'max', 'ana', 'leo'].map((person) => takeSlot(slot(person), 3, now));
    expect(refusals).toEqual([undefined, 'already-held', undefined, 'quota-exceeded']);
    expect(now.taken('recreational')).toBe(3);
  });
});

describe('IMP-11: a person who appeared after the preview and is reused', () => {
  it('takes over the slot of the row', () => {
    const mine = slot('derived-lea');
    expect(passOn([{ slot: mine, personId: 'lea' }], standing())).toEqual({ passed: [slot('lea')], unused: [] });
  });

  it('keeps the membership held already, and the row’s slot stays unused', () => {
    const mine = slot('derived-lea');
    const result = passOn([{ slot: mine, personId: 'lea' }], standing([slot('lea', { sellerId: 'club-b' })]));
    expect(result).toEqual({ passed: [], unused: [mine] });
  });

  it('takes one slot, though two rows turn out to be the same person', () => {
    const [first, second] = [slot('derived-1'), slot('derived-2')];
    const substitutions = [first, second].map((each) => ({ slot: each, personId: 'lea' }));
    expect(passOn(substitutions, standing())).toEqual({ passed: [slot('lea')], unused: [second] });
  });

  it('does not count against the quota again', () => {
    const now = standing([], 1);
    passOn([{ slot: slot('derived-lea'), personId: 'lea' }], now);
    expect(now.taken('recreational')).toBe(1);
  });
});
