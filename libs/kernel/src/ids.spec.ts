import { derivedId, newId, parsePublicId, publicId, publicPrefixes } from './ids.js';

describe('ids', () => {
  it('sort by the time they were made', () => {
    const [earlier, later] = [newId(1_700_000_000_000), newId(1_700_000_000_001)];
    expect([later, earlier].sort()).toEqual([earlier, later]);
    expect(earlier[14]).toBe('7');
  });

  it('are the same for the same cause, and only for it', () => {
    expect(derivedId('invoice', 'a', 2, 'client')).toBe(derivedId('invoice', 'a', 2, 'client'));
    expect(derivedId('invoice', 'a', 2, 'client')).not.toBe(derivedId('invoice', 'a', 2, 'corporate'));
    expect(derivedId('invoice', 'a1', 2)).not.toBe(derivedId('invoice', 'a', 12));
    expect(derivedId('x')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('go out with a prefix and come back without', () => {
    const id = newId();
    expect(publicId('person', id)).toMatch(/^per_[0-9a-f]{32}$/);
    expect(parsePublicId('person', publicId('person', id))).toBe(id);
  });

  it('have a prefix of their own for each kind', () => {
    const prefixes = Object.values(publicPrefixes);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it.each(['acc_00000000000070008000000000000000', 'per_', 'per_XYZ', "per_'; drop table people", ''])('refuses %s as a person', (text) =>
    expect(parsePublicId('person', text)).toBeUndefined(),
  );
});
