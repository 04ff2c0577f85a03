import { ageAfter } from './age.js';

describe('the age of what is open', () => {
  it.each([
    [-400, 'not-due'],
    [-1, 'not-due'],
    [0, '0-30'],
    [30, '0-30'],
    [31, '31-60'],
    [60, '31-60'],
    [61, '61-90'],
    [90, '61-90'],
    [91, 'over-90'],
    [4000, 'over-90'],
  ])('BIL-24: %i days after it was due is %s', (days, age) => expect(ageAfter(days)).toBe(age));
});
