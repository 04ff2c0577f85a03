import { canChangeHands, checkHeir, standingOf } from './ownership.js';

const today = '2026-11-22';
const ana = { personId: 'ana', birthDate: '1985-04-09' };
const bob = { personId: 'bob', birthDate: '2008-11-22' }; // 18 today.
const cleo = { personId: 'cleo', birthDate: '2008-11-23' }; // 18 tomorrow.
const dana = { personId: 'dana', birthDate: null };
const refused = (code: string) => expect.objectContaining({ code });

describe('the owner of an account', () => {
  it('ID-18: becomes a member who is 18 on the day, not one who will be tomorrow', () => {
    const account = { ownerId: 'ana', members: [ana, bob, cleo] };
    expect(() => checkHeir(account, 'bob', today)).not.toThrow();
    expect(() => checkHeir(account, 'cleo', today)).toThrow(refused('identity.owner-under-age'));
    expect(() => checkHeir(account, 'cleo', '2026-11-23')).not.toThrow();
    expect(account.members.map((member) => standingOf(member, 'ana', today).because)).toEqual(['is-owner', null, 'under-age']);
  });

  it('ID-18: changes where two adults are in the account, and nowhere else', () => {
    expect(canChangeHands({ ownerId: 'ana', members: [ana, cleo] }, today)).toBe(false);
    expect(canChangeHands({ ownerId: 'ana', members: [ana, bob] }, today)).toBe(true);
    const underAge = { ownerId: 'cleo', members: [cleo, bob] }; // Should one ever own an account.
    expect(() => checkHeir(underAge, 'bob', today)).toThrow(refused('identity.one-adult'));
  });

  it('ID-18: is no contact, nor anybody else who is not in the account', () => {
    expect(() => checkHeir({ ownerId: 'ana', members: [ana, bob] }, 'a contact', today)).toThrow(refused('identity.not-a-member'));
  });

  it('ID-18, ID-4: may be somebody whose birth date nobody knows, who counts as an adult, and is said to', () => {
    expect(standingOf(dana, 'ana', today)).toEqual({ because: null, assumedAdult: true });
    expect(() => checkHeir({ ownerId: 'ana', members: [ana, dana] }, 'dana', today)).not.toThrow();
  });

  it('ID-18, IMP-7: takes the place of a placeholder where one adult is in the account', () => {
    expect(canChangeHands({ ownerId: null, members: [cleo] }, today)).toBe(false);
    expect(() => checkHeir({ ownerId: null, members: [cleo, ana] }, 'ana', today)).not.toThrow();
  });
});
