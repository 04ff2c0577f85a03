import { newId } from '#kernel/ids';
import { foldName } from '#kernel/names';
import type { NewOwner, PersonToAdmit } from '#contracts/identity/admit-people.command';
import { planAdmission } from './admission.js';
import { clientIdOf } from './admission-accounts.js';
import type { AdmissionFacts } from './admission-plan.js';
import { AdmissionBroken } from './identity.errors.js';
import { exactKeyOf } from './match.js';

const club = newId();
let nextRow = 2;

const facts = (given: Partial<AdmissionFacts> = {}): AdmissionFacts => ({
  organizationId: club,
  language: 'fr',
  people: new Map(),
  exact: new Map(),
  accounts: new Map(),
  ...given,
});

function child(name: string, given: Partial<PersonToAdmit> = {}): PersonToAdmit {
  const [firstName, lastName] = name.split(' ');
  return {
    row: nextRow++,
    personId: newId(),
    reuse: false,
    distinct: false,
    firstName,
    lastName,
    gender: 'F',
    birthDate: '2015-04-01',
    address: '12 rue des Érables',
    city: 'Laval',
    province: 'QC',
    postalCode: 'H7A 1A1',
    country: 'CA',
    phone: null,
    email: null,
    accountId: newId(),
    accountExists: false,
    owner: null,
    ...given,
  };
}

function adult(name: string, given: Partial<PersonToAdmit> = {}): PersonToAdmit {
  const row = child(name, { birthDate: '1980-04-01', ...given });
  return { ...row, owner: { ...ownerOf(name), personId: row.personId, birthDate: row.birthDate } };
}

function ownerOf(name: string, given: Partial<NewOwner> = {}): NewOwner {
  const [firstName, lastName] = name.split(' ');
  return { personId: newId(), firstName, lastName, gender: null, email: 'parent@example.org', birthDate: null, ...given };
}

const keyOf = (row: PersonToAdmit): string =>
  exactKeyOf({ firstKey: foldName(row.firstName), lastKey: foldName(row.lastName), gender: row.gender, birthDate: row.birthDate })!;

describe('the people of a batch', () => {
  it('makes an adult the owner of an account of their own (IMP-7)', () => {
    const ana = adult('Ana Roy');
    const plan = planAdmission([ana], facts());
    expect(plan.people).toEqual([expect.objectContaining({ id: ana.personId, firstKey: 'ana', lastKey: 'roy', row: ana.row })]);
    expect(plan.accounts).toEqual([{ id: ana.accountId, ownerId: ana.personId, ownerLabel: null }]);
    expect(plan.members).toEqual([{ accountId: ana.accountId, personId: ana.personId }]);
    expect(plan.clients).toEqual([{ id: clientIdOf(club, ana.accountId), accountId: ana.accountId, ownerKey: 'ana roy' }]);
  });

  it('IMP-7: gives a child without owner a placeholder account, in the language of the club', () => {
    const leo = child('Léo Roy');
    expect(planAdmission([leo], facts()).accounts).toEqual([{ id: leo.accountId, ownerId: null, ownerLabel: 'Parent de Léo Roy' }]);
    expect(planAdmission([leo], facts({ language: 'en' })).accounts[0].ownerLabel).toBe('Parent of Léo Roy');
    expect(planAdmission([leo], facts()).debtors).toEqual([
      { name: 'Parent de Léo Roy', address: '12 rue des Érables\nLaval QC H7A 1A1\nCA' },
    ]);
  });

  it('IMP-12: siblings share the account, client and debtor of one owner, who is made once', () => {
    const accountId = newId();
    const owner = ownerOf('Marie Roy');
    const twins = [child('Léa Roy', { accountId, owner }), child('Léo Roy', { accountId, owner })];
    const plan = planAdmission(twins, facts());
    expect(plan.people.map(({ id }) => id)).toEqual([twins[0].personId, twins[1].personId, owner.personId]);
    expect(plan.accounts).toEqual([{ id: accountId, ownerId: owner.personId, ownerLabel: null }]);
    expect(plan.members.map(({ personId }) => personId)).toEqual([twins[0].personId, twins[1].personId, owner.personId]);
    expect(plan.debtors).toHaveLength(1);
    expect(plan.enrolled.map(({ debtor }) => debtor)).toEqual([0, 0]);
    expect(plan.profiles.find(({ personId }) => personId === owner.personId)).toMatchObject({ email: 'parent@example.org', city: 'Laval' });
  });

  it('keeps a same-named parent and child two people', () => {
    const parent = adult('Jean Roy', { gender: 'M' });
    const son = child('Jean Roy', { gender: 'M', accountId: parent.accountId, owner: parent.owner });
    const plan = planAdmission([son, parent], facts());
    expect(plan.people).toHaveLength(2);
    expect(plan.accounts).toEqual([{ id: parent.accountId, ownerId: parent.personId, ownerLabel: null }]);
    expect(plan.debtors[0].name).toBe('Jean Roy');
  });
});

describe('people known before', () => {
  const known = newId();
  const accountId = newId();
  const people = new Map([[known, { firstName: 'Max', lastName: 'Côté', firstKey: 'max', lastKey: 'cote' }]]);

  it('IMP-8: reuses them without renaming, and makes the club a client of their account', () => {
    const owner = newId();
    const accounts = new Map([[accountId, { ownerId: owner, ownerName: 'Paul Côté', ownerKey: 'paul cote', clientId: null }]]);
    const row = child('MAX COTE', { personId: known, reuse: true, accountId, accountExists: true });
    const plan = planAdmission([row], facts({ people, accounts }));
    expect(plan.people).toEqual([]);
    expect(plan.accounts).toEqual([]);
    expect(plan.clients).toEqual([{ id: clientIdOf(club, accountId), accountId, ownerKey: 'paul cote' }]);
    expect(plan.enrolled).toEqual([expect.objectContaining({ personId: known, personName: 'Max Côté', accountId })]);
    expect(plan.debtors[0].name).toBe('Paul Côté');
  });

  it('IMP-8: keeps the file’s fields to the row’s person; the existing owner appears, with nothing said about them', () => {
    const owner = newId();
    const accounts = new Map([[accountId, { ownerId: owner, ownerName: 'Paul Côté', ownerKey: 'paul cote', clientId: null }]]);
    const row = child('Max Côté', { personId: known, reuse: true, accountId, accountExists: true, email: 'max@example.org' });
    const { profiles } = planAdmission([row], facts({ people, accounts }));
    expect(profiles.find(({ personId }) => personId === known)).toMatchObject({ email: 'max@example.org', city: 'Laval' });
    expect(profiles.find(({ personId }) => personId === owner)).toMatchObject({ email: null, city: null, address: null, gender: null });
  });

  it('uses the client the club has already', () => {
    const clientId = newId();
    const accounts = new Map([[accountId, { ownerId: null, ownerName: 'Parent de Max', ownerKey: null, clientId }]]);
    const row = child('Max Côté', { personId: known, reuse: true, accountId, accountExists: true });
    const plan = planAdmission([row], facts({ people, accounts }));
    expect(plan.clients).toEqual([]);
    expect(plan.enrolled[0].clientId).toBe(clientId);
  });

  it('stops at a person or account the network does not have', () => {
    const reused = child('Max Côté', { personId: known, reuse: true });
    expect(() => planAdmission([reused], facts())).toThrow(new AdmissionBroken({ row: reused.row, missing: 'person' }));
    const joined = child('Léa Roy', { accountExists: true });
    expect(() => planAdmission([joined], facts())).toThrow(new AdmissionBroken({ row: joined.row, missing: 'account' }));
  });
});

describe('people who appeared meanwhile', () => {
  const known = newId();
  const accountId = newId();
  const accounts = new Map([[accountId, { ownerId: known, ownerName: 'Ana Roy', ownerKey: 'ana roy', clientId: null }]]);
  const people = new Map([[known, { firstName: 'Ana', lastName: 'Roy', firstKey: 'ana', lastKey: 'roy' }]]);
  const appeared = (row: PersonToAdmit, ofThisImport = false) =>
    facts({ people, accounts, exact: new Map([[keyOf(row), [{ personId: known, accountId, ofThisImport }]]]) });

  it('reuses and reports them, with their account', () => {
    const ana = adult('Ana Roy');
    const plan = planAdmission([ana], appeared(ana));
    expect(plan.people).toEqual([]);
    expect(plan.accounts).toEqual([]);
    expect(plan.reusedMeanwhile).toEqual([{ row: ana.row, personId: known }]);
    expect(plan.enrolled[0]).toMatchObject({ personId: known, accountId });
  });

  it('lets the household follow its owner into the account the owner has by now', () => {
    const ana = adult('Ana Roy');
    const lea = child('Léa Roy', { accountId: ana.accountId, owner: ana.owner });
    const plan = planAdmission([lea, ana], appeared(ana));
    expect(plan.accounts).toEqual([]);
    expect(plan.members).toEqual([
      { accountId, personId: lea.personId },
      { accountId, personId: known },
    ]);
    expect(plan.reusedMeanwhile).toEqual([{ row: ana.row, personId: known }]);
  });

  it('IMP-10: makes a person of their own where the operator said so', () => {
    const ana = adult('Ana Roy', { distinct: true });
    expect(planAdmission([ana], appeared(ana)).people).toHaveLength(1);
  });

  it('makes nobody twice in one import, whatever the operator said', () => {
    const ana = adult('Ana Roy', { distinct: true });
    expect(planAdmission([ana], appeared(ana, true)).people).toEqual([]);
  });

  it('never takes a name of mixed scripts for somebody else’s', () => {
    const disguised = adult('Аna Roy'); // The first letter is Cyrillic.
    expect(planAdmission([disguised], appeared(disguised)).people).toHaveLength(1);
  });
});

describe('one person in two rows', () => {
  it('is made once when both rows plan the same id', () => {
    const first = adult('Ana Roy');
    const plan = planAdmission([first, { ...first, row: nextRow++ }], facts());
    expect(plan.people).toHaveLength(1);
    expect(plan.profiles).toHaveLength(1);
    expect(plan.enrolled).toHaveLength(2);
    expect(plan.reusedMeanwhile).toEqual([]);
  });

  it('is made once when the rows plan two', () => {
    const [first, second] = [adult('Ana Roy'), adult('ana roy')];
    const plan = planAdmission([first, second], facts());
    expect(plan.people.map(({ id }) => id)).toEqual([first.personId]);
    expect(plan.accounts.map(({ id }) => id)).toEqual([first.accountId]);
    expect(plan.reusedMeanwhile).toEqual([{ row: second.row, personId: first.personId }]);
    expect(plan.enrolled[1]).toMatchObject({ personId: first.personId, accountId: first.accountId });
  });

  it('may reuse somebody another row makes', () => {
    const first = adult('Ana Roy');
    const second = child('Ana Roy', { personId: first.personId, reuse: true, accountId: first.accountId });
    expect(planAdmission([second, first], facts()).people.map(({ id }) => id)).toEqual([first.personId]);
  });
});

describe('a batch tried again', () => {
  it('makes nothing that is there already', () => {
    const ana = adult('Ana Roy');
    const there = facts({
      people: new Map([[ana.personId, { ...ana, firstKey: 'ana', lastKey: 'roy' }]]),
      exact: new Map([[keyOf(ana), [{ personId: ana.personId, accountId: ana.accountId, ofThisImport: true }]]]),
      accounts: new Map([
        [ana.accountId, { ownerId: ana.personId, ownerName: 'Ana Roy', ownerKey: 'ana roy', clientId: clientIdOf(club, ana.accountId) }],
      ]),
    });
    const plan = planAdmission([ana], there);
    expect([plan.people, plan.accounts, plan.clients, plan.reusedMeanwhile]).toEqual([[], [], [], []]);
  });
});
