import { ineligibility } from './eligibility.js';

const open = { minAge: null, maxAge: null, gender: null };
const born = (birthDate: string, gender: 'M' | 'F' = 'F') => ({ birthDate, gender });

describe('MEM-10: eligibility', () => {
  it('admits anyone when the offer asks for nothing', () =>
    expect(ineligibility(born('1950-01-01', 'M'), open, '2026-09-01')).toBeUndefined());

  it.each([
    ['on the birthday itself', '2021-09-01', true],
    ['a day too young', '2021-09-02', false],
    ['on the last day of the highest age', '2015-09-02', true],
    ['a day too old', '2015-09-01', false],
  ])('counts completed years at the effective date: %s', (_, birthDate, admitted) => {
    const refusal = ineligibility(born(birthDate), { ...open, minAge: 5, maxAge: 10 }, '2026-09-01');
    expect(refusal === undefined).toBe(admitted);
  });

  it('counts someone born on 29 February a year older on 1 March of a common year', () => {
    const rule = { ...open, minAge: 18 };
    expect(ineligibility(born('2008-02-29'), rule, '2026-02-28')).toMatchObject({ age: 17 });
    expect(ineligibility(born('2008-02-29'), rule, '2026-03-01')).toBeUndefined();
  });

  it('holds a membership for one gender against the other', () => {
    expect(ineligibility(born('2010-01-01', 'M'), { ...open, gender: 'F' }, '2026-09-01')).toMatchObject({ gender: 'F' });
    expect(ineligibility(born('2010-01-01', 'F'), { ...open, gender: 'F' }, '2026-09-01')).toBeUndefined();
  });

  it('says what is asked for and how old the person would be, and nothing else', () =>
    expect(ineligibility(born('2021-01-01'), { ...open, minAge: 6 }, '2026-09-01')).toEqual({
      age: 5,
      minAge: 6,
      effectiveOn: '2026-09-01',
    }));
});
