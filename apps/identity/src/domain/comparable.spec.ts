import { nameKey } from './comparable.js';

describe('the key of a name', () => {
  it('IMP-9: is trimmed, case-folded, accent-free, with hyphens and apostrophes as spaces', () => {
    expect(nameKey(' Marie-Ève  O’Brien ')).toBe('marie eve o brien');
  });

  it('is never longer than an index holds, whatever a sign unfolds to', () => {
    expect(nameKey('ﷺ'.repeat(100)).length).toBeLessThanOrEqual(100);
    expect(nameKey('𝒳'.repeat(100))).toBe('x'.repeat(100));
  });
});
