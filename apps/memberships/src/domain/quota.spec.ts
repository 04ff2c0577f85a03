import { quotaReached } from './quota.js';

describe('MEM-10: the quota of a reseller', () => {
  it.each([
    [null, 1_000_000, undefined],
    [3, 2, undefined],
    [3, 3, { quota: 3, taken: 3 }],
    [3, 4, { quota: 3, taken: 4 }], // Lowered by the federation after four were sold: stops new sales only.
  ])('quota %p with %i taken', (quota, taken, refusal) => expect(quotaReached(quota, taken)).toEqual(refusal));
});
