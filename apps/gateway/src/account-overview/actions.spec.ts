import type { AccountRecord } from '#contracts/identity/accounts.query';
import { newId } from '#kernel/ids';
import { rightsOfEmployees } from '#kernel/rights';
import { accountActions, actionsOn } from './actions.js';

const account: AccountRecord = {
  id: newId(),
  clientId: newId(),
  owner: { personId: newId(), name: 'Ana Roy', placeholder: false },
  members: [],
  email: 'ana@mail.example',
  activation: { state: 'none', requestedAt: null, expiresAt: null, username: null },
  consent: 'given',
  corporate: null,
  importId: null,
  createdAt: '2026-11-22T10:00:00.000Z',
  archivedAt: null,
};
const namesOn = (changes: Partial<AccountRecord>, caller: Parameters<typeof actionsOn>[1] = administrator) =>
  actionsOn({ ...account, ...changes }, caller).map(({ action }) => action);
const administrator = { roles: ['club-administrator'] } as const;

describe('ID-25: what staff may do on a client account', () => {
  it('is everything, for an administrator, but to restore what is not archived', () => {
    expect(namesOn({})).toEqual(accountActions.filter((action) => action !== 'restore'));
  });

  it('is what the rights of an employee allow, and nothing about money', () => {
    const everyday = { roles: ['employee'], rights: rightsOfEmployees } as const;
    expect(namesOn({}, everyday)).toEqual(['add-member', 'request-activation', 'assign-skill', 'check-in', 'archive']);
    expect(namesOn({}, { roles: ['employee'] })).toEqual([]); // A token that says nothing of rights grants none.
    expect(namesOn({}, { roles: ['club-administrator'], rights: ['money.record'] })).toEqual(['record-payment', 'match-payments']);
  });

  it('follows the account: who is active is asked no more, whose owner gave no consent gets no member', () => {
    expect(namesOn({ activation: { ...account.activation, state: 'active' } })).not.toContain('request-activation');
    expect(namesOn({ email: null })).not.toContain('request-activation');
    expect(namesOn({ consent: 'waiting' })).not.toContain('add-member');
    const archived = namesOn({ archivedAt: '2026-11-22T10:00:00.000Z' });
    expect(archived).toContain('restore');
    expect(archived).not.toEqual(expect.arrayContaining(['sell']));
  });

  it('is by rights alone while nobody can say how the account stands', () => {
    expect(actionsOn(undefined, administrator).map(({ action }) => action)).toEqual([...accountActions]);
  });
});
