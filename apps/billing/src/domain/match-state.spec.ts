import { matchStateOf, plannedCover } from './match-state.js';

describe('how far something is reconciled', () => {
  it.each([
    ['full', 40, 40, 0],
    ['partial', 40, 15, 0],
    ['none', 40, 0, 0],
    ['planned', 40, 15, 25],
    ['planned', 40, 0, 60],
    ['partial', 40, 15, 20],
    ['none', 40, 0, 20],
    ['error', 40, 41, 0],
    ['error', 0, 1, 0],
    ['none', 0, 0, 0],
  ] as const)('BIL-7: is %s for %i with %i matched and %i planned', (state, totalMinor, matchedMinor, plannedMinor) => {
    expect(matchStateOf({ totalMinor, matchedMinor, plannedMinor })).toBe(state);
  });

  it('BIL-7: planned money covers items in their order', () => {
    expect(plannedCover([40, 25, 10], 50)).toEqual([40, 10, 0]);
    expect(plannedCover([40], 0)).toEqual([0]);
  });
});
