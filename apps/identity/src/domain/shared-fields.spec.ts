import { sharedChange } from './shared-fields.js';

const today = '2026-11-22';
const lea = { firstName: 'Léa', lastName: 'Roy', birthDate: '2015-04-09' };

describe('what is shared of a person', () => {
  it('ID-3: changes by what was told; what was left out stays, and null forgets a birth date', () => {
    expect(sharedChange(lea, { firstName: ' Lea  Anne ' }, today)).toMatchObject({
      after: { firstName: 'Lea Anne', lastName: 'Roy', firstKey: 'lea anne', birthDate: '2015-04-09' },
      changed: ['firstName'],
    });
    expect(sharedChange(lea, { birthDate: null }, today)).toMatchObject({ after: { birthDate: null }, changed: ['birthDate'] });
  });

  it('ID-3: does not change by being told again', () => {
    expect(sharedChange(lea, { ...lea, lastName: ' Roy' }, today).changed).toEqual([]);
  });

  it('ID-3: is refused with every fault at once', () => {
    const pointers = ['/firstName', '/birthDate'].map((pointer) => expect.objectContaining({ pointer }));
    expect(() => sharedChange(lea, { firstName: '?', birthDate: '2026-11-23' }, today)).toThrow(
      expect.objectContaining({ code: 'identity.invalid-account', faults: pointers }),
    );
  });
});
