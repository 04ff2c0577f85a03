import { IfMatchMissing } from './gateway.errors.js';
import { IfMatchStale, etagOf, versionIn } from './if-match.js';

describe('If-Match', () => {
  it('reads back what the ETag said', () => {
    expect(versionIn(etagOf(7))).toBe(7);
    expect(versionIn(' "12" ')).toBe(12);
  });

  it.each([undefined, '', '  '])('is asked for when it is %p', (header) => {
    expect(() => versionIn(header)).toThrow(IfMatchMissing);
  });

  it.each(['*', 'W/"7"', '7', '"a"', '"1", "2"', `"${'9'.repeat(16)}"`])('takes %s for a version nobody saw', (header) => {
    expect(() => versionIn(header)).toThrow(IfMatchStale);
  });
});
