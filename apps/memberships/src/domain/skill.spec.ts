import { checkedSkill, checkGivable, dayOf, levelOf, reassigned, type Givable } from './skill.js';

const swimming: Givable = {
  id: 'swimming',
  archived: false,
  levels: ['bronze', 'silver', 'gold'].map((key) => ({ key, names: { en: key } })),
};
const chess: Givable = { id: 'chess', archived: false, levels: [] };
const today = '2026-11-22';
const held = { skillId: 'swimming', level: 'bronze', since: '2026-10-01', removedOn: null };
const refused = (code: string, facts?: object) => expect.objectContaining({ code, ...(facts && { facts }) });

describe('a skill', () => {
  it('ID-26: is known by a name in a language, cleaned, and so is each of its levels', () => {
    expect(checkedSkill({ en: ' Back\u200Bstroke ', fr: null }, [{ key: ' b ', en: 'Bronze', nl: '' }])).toEqual({
      names: { en: 'Backstroke' },
      levels: [{ key: 'b', names: { en: 'Bronze' } }],
    });
  });

  it('ID-26: is refused with everything that is wrong with it at once', () => {
    const levels = [
      { key: 'a', en: 'A' },
      { key: 'a', en: '\u0007' },
      { key: ' ', en: ' ' },
    ];
    expect(() => checkedSkill({ en: ' ' }, levels)).toThrow(
      expect.objectContaining({
        code: 'memberships.bad-skill',
        faults: ['/names', '/levels/1/key', '/levels/1/names/en', '/levels/2/key', '/levels/2/names'].map((pointer) =>
          expect.objectContaining({ pointer }),
        ),
      }),
    );
  });

  it('ID-26: is given at its lowest level unless another is named', () => {
    expect([levelOf(swimming, undefined), levelOf(swimming, 'gold'), levelOf(chess, undefined)]).toEqual(['bronze', 'gold', null]);
    expect(() => levelOf(chess, 'gold')).toThrow(refused('memberships.no-such-level', { levels: [] }));
  });

  it('ID-26: is given to nobody once it is archived', () => {
    expect(() => checkGivable({ ...swimming, archived: true })).toThrow(refused('memberships.skill-archived'));
    expect(() => checkGivable(swimming)).not.toThrow();
  });

  it('ID-26: counts from today, or from a day before; never from one to come or before what it follows', () => {
    expect([dayOf(undefined, today, null), dayOf('2020-02-29', today, null), dayOf('2026-10-01', today, '2026-10-01')]).toEqual([
      today,
      '2020-02-29',
      '2026-10-01',
    ]);
    for (const day of ['2026-11-23', '2026-09-30'])
      expect(() => dayOf(day, today, '2026-10-01')).toThrow(
        refused('memberships.bad-skill-day', { notBefore: '2026-10-01', notAfter: today }),
      );
  });
});

describe('a skill that a member has', () => {
  const to = (skill: Givable, level?: string, from = held) => reassigned(from, skill, { level, on: undefined, today });

  it('ID-26: is reassigned to another level, or to another skill at its lowest', () => {
    expect(to(swimming, 'gold')).toEqual({ skillId: 'swimming', level: 'gold', since: today, removedOn: null });
    expect(to(chess)).toEqual({ skillId: 'chess', level: null, since: today, removedOn: null });
  });

  it('ID-26: may rise in an archived skill, but nobody comes to one', () => {
    expect(to({ ...swimming, archived: true }, 'silver').level).toBe('silver');
    expect(() => to({ ...chess, archived: true })).toThrow(refused('memberships.skill-archived'));
  });

  it('ID-26: is not reassigned to what it is, nor once it was removed', () => {
    expect(() => to(swimming)).toThrow(refused('memberships.nothing-reassigned'));
    expect(() => to(swimming, 'bronze')).toThrow(refused('memberships.nothing-reassigned'));
    const removed = { ...held, removedOn: '2026-11-01' as never };
    expect(() => to(swimming, 'gold', removed)).toThrow(refused('memberships.skill-removed'));
  });
});
