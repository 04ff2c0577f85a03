import { refusal } from './entry.js';

it.each([
  [{ blocked: false, overdueMinor: 0, passes: [{}] }, null],
  [{ blocked: false, overdueMinor: 0, passes: [] }, 'no-valid-membership'],
  [{ blocked: false, overdueMinor: 1, passes: [{}] }, 'unpaid-balance'],
  [{ blocked: true, overdueMinor: 0, passes: [{}] }, 'blocked'],
  [{ blocked: true, overdueMinor: 1, passes: [] }, 'blocked'],
  [{ blocked: false, overdueMinor: 1, passes: [] }, 'unpaid-balance'],
])('ID-27: %o is refused for %s', (atTheDoor, reason) => expect(refusal(atTheDoor)).toBe(reason));
