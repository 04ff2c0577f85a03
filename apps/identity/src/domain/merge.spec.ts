import { newId } from '#kernel/ids';
import {
  accountsToJoin,
  becomesOwner,
  extraEmail,
  filledProfile,
  mergeWarnings,
  mergedFields,
  usernameAfter,
  type HeldProfile,
  type Side,
} from './merge.js';

const nothing: HeldProfile = {
  address: null,
  city: null,
  province: null,
  postalCode: null,
  country: null,
  phone: null,
  email: null,
  gender: null,
  language: null,
};

function side(given: Partial<Side> = {}): Side {
  const shared = { firstName: 'Marie', lastName: 'Roy', birthDate: null, picture: null };
  return { personId: newId(), shared, profile: nothing, accounts: [], username: null, ...given };
}

const account = (ownerId: string | null, createdAt = '2026-01-01T00:00:00Z') => ({ id: newId(), ownerId, createdAt });

describe('what two people are as one', () => {
  it('ID-24: the survivor’s values win, blanks are filled from the other', () => {
    const survivor = side({ profile: { ...nothing, phone: '514 555-0100', email: 'marie@mail.example' } });
    const closed = side({
      shared: { firstName: 'Mary', lastName: 'Roy', birthDate: '1980-04-01', picture: 'f00d' },
      profile: { ...nothing, phone: '438 555-0199', gender: 'F', language: 'fr' },
    });
    const fields = Object.fromEntries(mergedFields(survivor, closed).map((field) => [field.field, field]));
    expect(fields.firstName).toEqual({
      field: 'firstName',
      survivor: 'Marie',
      closed: 'Mary',
      result: 'Marie',
      from: 'survivor',
      differs: true,
    });
    expect(fields.lastName).toMatchObject({ result: 'Roy', from: 'survivor', differs: false });
    expect(fields.birthDate).toMatchObject({ result: '1980-04-01', from: 'closed', differs: false });
    expect(fields.picture).toMatchObject({ result: 'f00d', from: 'closed' });
    expect(fields.phone).toMatchObject({ result: '514 555-0100', from: 'survivor', differs: true });
    expect(fields.gender).toMatchObject({ result: 'F', from: 'closed' });
    expect(fields.city).toMatchObject({ result: null, from: null });
  });

  it('ID-24: an address is one thing: its lines are filled together, or not at all', () => {
    const there = { ...nothing, address: '12 rue des Érables', city: 'Laval', country: 'CA' };
    expect(filledProfile(nothing, there)).toEqual({ address: '12 rue des Érables', city: 'Laval', country: 'CA' });
    expect(filledProfile({ ...nothing, city: 'Québec' }, there)).toEqual({});
    const closed = side({ profile: there });
    const survivor = side({ profile: { ...nothing, city: 'Québec' } });
    expect(mergedFields(survivor, closed).find(({ field }) => field === 'address')).toMatchObject({ result: null, from: null });
  });

  it('ID-24: an e-mail the survivor does not have is kept beside its own', () => {
    const own = { ...nothing, email: 'marie@mail.example' };
    expect(extraEmail(own, { ...nothing, email: 'roy@work.example' })).toBe('roy@work.example');
    expect(extraEmail(own, { ...nothing, email: 'MARIE@mail.example' })).toBeNull();
    expect(extraEmail(nothing, own)).toBeNull(); // It fills the blank.
  });

  it('ID-3: a federation sees the shared fields and no other', () => {
    const fields = mergedFields(side({ profile: null }), side({ profile: null })).map(({ field }) => field);
    expect(fields).toEqual(['firstName', 'lastName', 'birthDate', 'picture']);
  });

  it('ID-23: the survivor’s username stays, unless there is none or the client asks for the other', () => {
    const [one, other] = [side({ username: 'marie@mail.example' }), side({ username: 'roy@work.example' })];
    expect(usernameAfter(one, other, 'survivor')).toBe('marie@mail.example');
    expect(usernameAfter(one, other, 'closed')).toBe('roy@work.example');
    expect(usernameAfter(side(), other, 'survivor')).toBe('roy@work.example');
    expect(usernameAfter(one, side(), 'closed')).toBe('marie@mail.example');
  });
});

describe('which accounts become one', () => {
  const two = () => ({ survivor: newId(), closed: newId() });

  it('ID-24: each owns theirs: the closed person’s joins the survivor’s, the oldest it has', () => {
    const { survivor, closed } = two();
    const [young, old, theirs] = [account(survivor, '2026-05-01T00:00:00Z'), account(survivor), account(closed)];
    const pairs = accountsToJoin(side({ personId: survivor, accounts: [young, old] }), side({ personId: closed, accounts: [theirs] }));
    expect(pairs).toEqual([{ from: theirs.id, to: old.id }]);
  });

  it('IMP-7: an account that nobody owns joins the one the survivor is in', () => {
    const { survivor, closed } = two();
    const [parents, placeholder] = [account(newId()), account(null)];
    expect(accountsToJoin(side({ personId: survivor, accounts: [parents] }), side({ personId: closed, accounts: [placeholder] }))).toEqual([
      { from: placeholder.id, to: parents.id },
    ]);
  });

  it('ID-24: a child of two households stays in both: somebody else’s account is never closed', () => {
    const { survivor, closed } = two();
    const [mothers, fathers] = [account(newId()), account(newId())];
    const [one, other] = [side({ personId: survivor, accounts: [mothers] }), side({ personId: closed, accounts: [fathers] })];
    expect(accountsToJoin(one, other)).toEqual([]);
    expect(mergeWarnings(one, other, [], false)).toEqual(['account-stays-apart']);
  });

  it('ID-24: twice in one family is two people and one account', () => {
    const { survivor, closed } = two();
    const family = account(newId());
    const [one, other] = [side({ personId: survivor, accounts: [family] }), side({ personId: closed, accounts: [family] })];
    expect(accountsToJoin(one, other)).toEqual([]);
    expect(mergeWarnings(one, other, [], false)).toEqual([]);
  });

  it('ID-1: an owner closed into a member leaves the account to them', () => {
    const { survivor, closed } = two();
    const family = account(closed);
    const [one, other] = [side({ personId: survivor, accounts: [family] }), side({ personId: closed, accounts: [family] })];
    expect(accountsToJoin(one, other)).toEqual([]);
    expect(becomesOwner(other, [])).toBe(true);
  });
});

it('ID-24: warns of what speaks against it, and keeps nobody from it', () => {
  const born = (birthDate: string) => ({ firstName: 'Marie', lastName: 'Roy', birthDate, picture: null });
  const one = side({ shared: born('1980-04-01'), username: 'a@mail.example', profile: { ...nothing, gender: 'F' } });
  const other = side({ shared: born('1980-04-11'), username: 'b@mail.example', profile: { ...nothing, gender: 'M' } });
  expect(mergeWarnings(one, other, [], true)).toEqual(['birth-dates-differ', 'genders-differ', 'both-sign-in', 'both-hold-the-same']);
  expect(mergeWarnings(one, one, [], false)).toEqual([]);
});
