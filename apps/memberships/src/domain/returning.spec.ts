import { returning } from './returning.js';

const later = (id: string, replacedId: string | null = null) => ({ id, replacedId });
const going = (all: ReturnType<typeof later>[], { moved = [] as string[], chosen = [] as string[] }): string[] =>
  [...returning(all, { moved: new Set(moved), chosen: new Set(chosen) })].sort();

describe('memberships that came after a merge, when it is undone', () => {
  it('ID-24: stay with the survivor but for those that are named', () => {
    expect(going([later('a'), later('b')], { chosen: ['b', 'unknown'] })).toEqual(['b']);
  });

  it('ID-24, REP-10: go where the membership goes whose place they took, however often', () => {
    expect(going([later('c', 'b'), later('b', 'a'), later('z', 'y')], { moved: ['a'] })).toEqual(['b', 'c']);
  });

  it('ID-24, REP-10: stay with what they took the place of, whoever names them', () => {
    expect(going([later('b', 'survivors')], { chosen: ['b'] })).toEqual([]);
  });
});
