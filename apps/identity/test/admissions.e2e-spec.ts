import { GetAccount, GetPerson, ListAccounts, ListPeople, type AccountRecord, type PersonRecord } from '#contracts/identity/accounts.query';
import { DescribeClients } from '#contracts/identity/describe-clients.query';
import { AdmitPeople, type PersonToAdmit } from '#contracts/identity/admit-people.command';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';
import { EnrolMembers } from '#contracts/memberships/enrol-members.command';
import type { Caller } from '#contracts/caller';
import { message, type Page } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { identityInvariants } from '../src/invariants.js';
import { Network, aRow, anAdult, anOwner, toMatch, type Club } from './network.js';

describe('admitting the people of an import', () => {
  let network: Network;
  let federation: Awaited<ReturnType<Network['federation']>>;
  let club: Club;
  let other: Club;

  beforeAll(async () => {
    network = await Network.start();
    federation = await network.federation();
    club = await network.club(federation.organization.id);
    other = await network.club(federation.organization.id, { name: 'CPA Montréal', languages: ['en'] });
  });
  afterAll(() => network.world.stop());
  afterEach(async () => {
    for (const { title, sql } of identityInvariants) expect({ title, broken: await network.sql(sql) }).toEqual({ title, broken: [] });
  });

  const person = (personId: Uuid, who: Caller): Promise<PersonRecord> => network.world.ask(message(GetPerson, { personId }), who);
  const account = (accountId: Uuid, who: Caller): Promise<AccountRecord> => network.world.ask(message(GetAccount, { accountId }), who);
  const people = (importId: Uuid, who: Caller): Promise<Page<PersonRecord>> =>
    network.world.ask(message(ListPeople, { limit: 200, importId }), who);
  const accounts = (importId: Uuid, who: Caller): Promise<Page<AccountRecord>> =>
    network.world.ask(message(ListAccounts, { limit: 200, importId }), who);
  const enrolled = async (importId: Uuid): Promise<EnrolMembers> =>
    (await network.announced<EnrolMembers>(EnrolMembers.subject, importId))[0];
  const admitted = async (importId: Uuid): Promise<PeopleAdmitted> =>
    (await network.announced<PeopleAdmitted>(PeopleAdmitted.subject, importId))[0];

  it('IMP-7: an adult owns an account, a child without owner gets one of a placeholder, and memberships are asked for both', async () => {
    const importId = newId();
    const ana = anAdult(importId, 2, 'Ana Roy', { email: 'ana@example.org' });
    const leo = aRow(importId, 3, 'Léo Roy', { gender: 'M' });
    await network.admit(club, importId, [ana, leo]);

    const { data } = await accounts(importId, club.admin);
    expect(data).toHaveLength(2);
    expect(await account(ana.accountId, club.admin)).toMatchObject({
      id: ana.accountId,
      clientId: derivedId('client', club.organization.id, ana.accountId),
      owner: { personId: ana.personId, name: 'Ana Roy', placeholder: false },
      members: [{ personId: ana.personId, firstName: 'Ana' }],
      importId,
    });
    expect((await account(leo.accountId, club.admin)).owner).toEqual({ personId: null, name: 'Parent de Léo Roy', placeholder: true });

    const found = await person(ana.personId, club.admin);
    expect(found).toMatchObject({ firstName: 'Ana', lastName: 'Roy', birthDate: '1980-04-01', accountIds: [ana.accountId], importId });
    expect(found.number).toMatch(/^P\d{7}$/); // ID-5
    expect(found.profile).toMatchObject({ email: 'ana@example.org', city: 'Laval', gender: 'F', phone: null });

    expect(await admitted(importId)).toEqual({ importId, batch: 0, rows: 2, reusedMeanwhile: [] });
    const { debtors, members, organizationId, federationId } = await enrolled(importId);
    expect({ organizationId, federationId }).toEqual({ organizationId: club.organization.id, federationId: federation.organization.id });
    expect(debtors.map(({ name }) => name)).toEqual(['Ana Roy', 'Parent de Léo Roy']);
    expect(debtors[0].address).toBe('12 rue des Érables\nLaval QC H7A 1A1\nCA');
    expect(members).toEqual([
      {
        row: 2,
        personId: ana.personId,
        personName: 'Ana Roy',
        clientId: derivedId('client', club.organization.id, ana.accountId),
        accountId: ana.accountId,
        debtor: 0,
      },
      {
        row: 3,
        personId: leo.personId,
        personName: 'Léo Roy',
        clientId: derivedId('client', club.organization.id, leo.accountId),
        accountId: leo.accountId,
        debtor: 1,
      },
    ]);
  });

  it('IMP-7: names the placeholder in the importing organization’s first language', async () => {
    const importId = newId();
    const child = aRow(importId, 2, 'Zoe Smith');
    await network.admit(other, importId, [child]);
    expect((await account(child.accountId, other.admin)).owner.name).toBe('Parent of Zoe Smith');
  });

  it('IMP-12: siblings share one account, client and debtor; their owner has no row and is made once', async () => {
    const importId = newId();
    const owner = anOwner('Marie Gagnon', { personId: derivedId('owner', importId, 2), email: 'marie@example.org' });
    const accountId = derivedId('account', importId, 2);
    const twins = [
      aRow(importId, 2, 'Léa Gagnon', { accountId, owner }),
      aRow(importId, 3, 'Léo Gagnon', { accountId, owner, gender: 'M' }),
    ];
    await network.admit(club, importId, twins);

    const { owner: shown, members } = await account(accountId, club.admin);
    expect(shown).toEqual({ personId: owner.personId, name: 'Marie Gagnon', placeholder: false });
    expect(members.map(({ firstName }) => firstName).sort()).toEqual(['Léa', 'Léo', 'Marie']);
    expect((await person(owner.personId, club.admin)).profile).toMatchObject({ email: 'marie@example.org', address: '12 rue des Érables' });
    expect((await enrolled(importId)).debtors).toEqual([{ name: 'Marie Gagnon', address: '12 rue des Érables\nLaval QC H7A 1A1\nCA' }]);
    expect((await people(importId, club.admin)).data).toHaveLength(3);
  });

  it('keeps twins and a same-named parent and child apart', async () => {
    const importId = newId();
    const parent = anAdult(importId, 2, 'Jean Dubé', { gender: 'M' });
    const inHousehold = { accountId: parent.accountId, owner: parent.owner };
    const rows = [
      parent,
      aRow(importId, 3, 'Jean Dubé', { ...inHousehold, gender: 'M' }),
      aRow(importId, 4, 'Emma Dubé', inHousehold),
      aRow(importId, 5, 'Emmy Dubé', inHousehold),
    ];
    await network.admit(club, importId, rows);
    expect(new Set((await people(importId, club.admin)).data.map(({ id }) => id))).toEqual(new Set(rows.map(({ personId }) => personId)));
    expect((await account(parent.accountId, club.admin)).members).toHaveLength(4);
  });

  describe('of a person known through another club', () => {
    const before = newId();
    const known = anAdult(before, 2, 'Max Côté', { gender: 'M', email: 'max@before.example', phone: '514 555 0100' });
    const importId = newId();
    const reused: PersonToAdmit = {
      ...anAdult(importId, 2, 'MAX COTE', { gender: 'M', email: 'max@club.example', address: '1 autre rue', city: 'Sherbrooke' }),
      personId: known.personId,
      reuse: true,
      accountId: known.accountId,
      accountExists: true,
      owner: null,
    };

    beforeAll(async () => {
      await network.admit(other, before, [known]);
      await network.admit(club, importId, [reused]);
    });

    it('IMP-8: reuses them as they are, with a client of their account for the club', async () => {
      const seen = await person(known.personId, club.admin);
      expect(seen).toMatchObject({ firstName: 'Max', lastName: 'Côté', accountIds: [known.accountId], importId: null });
      expect(await account(known.accountId, club.admin)).toMatchObject({
        clientId: derivedId('client', club.organization.id, known.accountId),
        owner: { name: 'Max Côté' },
        importId,
      });
      expect((await enrolled(importId)).members[0]).toMatchObject({
        personId: known.personId,
        personName: 'Max Côté',
        accountId: known.accountId,
      });
      expect((await people(importId, club.admin)).data.map(({ id }) => id)).toEqual([known.personId]);
    });

    it('IMP-8: keeps the file’s address and e-mail with the importing club, and the other club’s with the other', async () => {
      expect((await person(known.personId, club.admin)).profile).toMatchObject({
        email: 'max@club.example',
        city: 'Sherbrooke',
        phone: null,
      });
      expect((await person(known.personId, other.admin)).profile).toMatchObject({
        email: 'max@before.example',
        city: 'Laval',
        phone: '514 555 0100',
      });
    });

    it('ID-3: shows the federation the shared fields alone', async () => {
      expect(await person(known.personId, federation.admin)).toMatchObject({
        firstName: 'Max',
        birthDate: '1980-04-01',
        profile: null,
        accountIds: [],
        importId: null,
      });
    });

    it('never overwrites what the club had; blanks are filled', async () => {
      const again = newId();
      await network.admit(club, again, [{ ...reused, email: 'new@club.example', address: '9 rue Neuve', phone: '450 555 0199' }]);
      expect((await person(known.personId, club.admin)).profile).toMatchObject({
        email: 'max@club.example',
        address: '1 autre rue',
        phone: '450 555 0199',
      });
      expect((await accounts(again, club.admin)).data).toEqual([]); // The client was made by the earlier import.
    });
  });

  it('ID-9: a new client’s other members stay hidden; its owner appears, without private fields', async () => {
    const before = newId();
    const mother = anAdult(before, 2, 'Julie Hébert', { email: 'julie@before.example' });
    const household = { accountId: mother.accountId, owner: mother.owner };
    const [son, daughter] = [
      aRow(before, 3, 'Noah Hébert', { ...household, gender: 'M' }),
      aRow(before, 4, 'Rose Hébert', { ...household, birthDate: '2017-02-02' }),
    ];
    await network.admit(other, before, [mother, son, daughter]);

    const importId = newId();
    await network.admit(club, importId, [{ ...son, reuse: true, accountExists: true, owner: null }]);
    const { owner, members } = await account(mother.accountId, club.admin);
    expect(owner).toEqual({ personId: mother.personId, name: 'Julie Hébert', placeholder: false });
    expect(members.map(({ personId }) => personId).sort()).toEqual([mother.personId, son.personId].sort());
    const nothing = { address: null, city: null, province: null, postalCode: null, country: null, phone: null, email: null, gender: null };
    expect((await person(mother.personId, club.admin)).profile).toEqual(nothing);
    await expect(person(daughter.personId, club.admin)).rejects.toMatchObject({ kind: 'missing' });
  });

  describe('when somebody appeared meanwhile', () => {
    it('reuses and reports them, and their household follows', async () => {
      const [before, importId] = [newId(), newId()];
      const first = anAdult(before, 2, 'Alice Morin');
      await network.admit(other, before, [first]);

      const alice = anAdult(importId, 7, 'ALICE MORIN');
      const child = aRow(importId, 8, 'Théo Morin', { gender: 'M', accountId: alice.accountId, owner: alice.owner });
      await network.admit(club, importId, [child, alice]);
      expect((await admitted(importId)).reusedMeanwhile).toEqual([{ row: 7, personId: first.personId }]);
      expect((await enrolled(importId)).members.map(({ accountId }) => accountId)).toEqual([first.accountId, first.accountId]);
      expect((await account(first.accountId, club.admin)).members.map(({ personId }) => personId).sort()).toEqual(
        [first.personId, child.personId].sort(),
      );
    });

    it('two imports at once make each person once between them', async () => {
      const rowsOf = (importId: Uuid) => Array.from({ length: 60 }, (_, i) => anAdult(importId, i + 2, `Racer${i} Bolduc`));
      const [one, two] = [newId(), newId()];
      await Promise.all([network.admit(club, one, rowsOf(one)), network.admit(other, two, rowsOf(two).reverse())]);
      const [{ count }] = await network.sql<{ count: number }>(`SELECT count(*) FROM people WHERE last_key = 'bolduc'`);
      expect(count).toBe(60);
      const reused = [...(await admitted(one)).reusedMeanwhile, ...(await admitted(two)).reusedMeanwhile];
      expect(reused).toHaveLength(60);
    });

    it('IMP-10: makes another person where the operator said so', async () => {
      const [before, importId] = [newId(), newId()];
      await network.admit(other, before, [anAdult(before, 2, 'Rita Fortin')]);
      const distinct = anAdult(importId, 2, 'Rita Fortin', { distinct: true });
      await network.admit(club, importId, [distinct]);
      expect((await person(distinct.personId, club.admin)).importId).toBe(importId);
      expect((await admitted(importId)).reusedMeanwhile).toEqual([]);
    });
  });

  it('counts one person in two rows once, each row enrolled', async () => {
    const importId = newId();
    const [first, second] = [anAdult(importId, 2, 'Luc Paré', { gender: 'M' }), anAdult(importId, 3, 'Luc Paré', { gender: 'M' })];
    await network.admit(club, importId, [first, second]);
    expect((await people(importId, club.admin)).data).toHaveLength(1);
    expect((await enrolled(importId)).members.map(({ row, personId }) => [row, personId])).toEqual([
      [2, first.personId],
      [3, first.personId],
    ]);
  });

  it('a batch delivered again, by the same message or a new one, changes nothing', async () => {
    const importId = newId();
    const rows = [anAdult(importId, 2, 'Sara Leduc'), aRow(importId, 3, 'Milo Leduc', { gender: 'M' })];
    const messageId = await network.admit(club, importId, rows);
    const state = () =>
      network.sql(`SELECT (SELECT count(*) FROM people) AS people, (SELECT count(*) FROM accounts) AS accounts, (SELECT count(*) FROM clients) AS clients,
        (SELECT count(*) FROM account_members) AS members, (SELECT count(*) FROM profiles) AS profiles, (SELECT count(*) FROM admissions) AS admissions`);
    const before = await state();
    await network.admit(club, importId, rows, { messageId });
    await network.admit(club, importId, [...rows].reverse());
    expect(await state()).toEqual(before);
    await eventually(async () => (await network.announced(EnrolMembers.subject, importId)).length === 2); // Not three: the repeat only returned.
    expect(
      (await network.announced<PeopleAdmitted>(PeopleAdmitted.subject, importId)).map(({ reusedMeanwhile }) => reusedMeanwhile),
    ).toEqual([[], []]);
  });

  it('enters the audit log once a batch', async () => {
    const importId = newId();
    await network.admit(club, importId, [anAdult(importId, 2, 'Paul Audet'), anAdult(importId, 3, 'Ida Audet')]);
    const entries = await network.sql(`SELECT action, facts FROM audit_log WHERE subject = $1`, [importId]);
    expect(entries).toEqual([{ action: 'identity.people-admitted', facts: { batch: 0, rows: 2, people: 2, accounts: 2, clients: 2 } }]);
  });

  it('a flow of one club cannot admit people to another', async () => {
    const importId = newId();
    const fields = {
      importId,
      batch: 0,
      organizationId: other.organization.id,
      federationId: federation.organization.id,
      people: [anAdult(importId, 2, 'Eve Roy')],
    };
    const messageId = await network.world.send(AdmitPeople, fields, club.flow);
    await eventually(async () => (await network.sql(`SELECT FROM dead_letters WHERE message_id = $1`, [messageId])).length > 0, {
      withinMs: 20_000,
    });
    expect(await network.sql(`SELECT FROM admissions WHERE import_id = $1`, [importId])).toEqual([]);
  });

  describe('who sees what came of it', () => {
    const importId = newId();
    const ana = anAdult(importId, 2, 'Ana Private');
    let foreign: Club;

    beforeAll(async () => {
      await network.admit(club, importId, [ana]);
      foreign = await network.club((await network.federation()).organization.id);
    });

    it('a foreign person or account answers as a missing one', async () => {
      const refusals = await Promise.all(
        [other.admin, foreign.admin].flatMap((who) => [
          person(ana.personId, who).catch((error: unknown) => error),
          person(newId(), who).catch((error: unknown) => error),
        ]),
      );
      for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'identity.no-such-person', kind: 'missing', facts: {} });
      for (const who of [other.admin, foreign.admin, federation.admin]) {
        await expect(account(ana.accountId, who)).rejects.toMatchObject({ code: 'identity.no-such-account', kind: 'missing' });
      }
    });

    it('lists show an import to the organization it was for alone', async () => {
      for (const who of [other.admin, foreign.admin, federation.admin]) {
        expect((await people(importId, who)).data).toEqual([]);
        expect((await accounts(importId, who)).data).toEqual([]);
      }
      expect((await people(importId, club.admin)).data.map(({ id }) => id)).toEqual([ana.personId]);
    });

    it('lists page, each person and account once', async () => {
      const all = async (ask: (after: string | undefined) => Promise<Page<{ id: Uuid }>>): Promise<Uuid[]> => {
        const ids: Uuid[] = [];
        for (let after: string | undefined; ;) {
          const { data, next } = await ask(after);
          ids.push(...data.map(({ id }) => id));
          if (next === null) return ids;
          after = next;
        }
      };
      const seen = await all((after) => network.world.ask(message(ListPeople, { limit: 7, after }), club.admin));
      const [{ count }] = await network.sql<{ count: number }>(`SELECT count(*) FROM profiles WHERE organization_id = $1`, [
        club.organization.id,
      ]);
      expect(new Set(seen).size).toBe(count);
      expect(seen).toHaveLength(count);
      const inNetwork = await all((after) => network.world.ask(message(ListPeople, { limit: 50, after }), federation.admin));
      const [network_] = await network.sql<{ count: number }>(`SELECT count(*) FROM people WHERE network_id = $1`, [
        federation.organization.id,
      ]);
      expect(inNetwork).toHaveLength(network_.count);
      const owned = await all((after) => network.world.ask(message(ListAccounts, { limit: 7, after }), club.admin));
      const [clients] = await network.sql<{ count: number }>(`SELECT count(*) FROM clients WHERE organization_id = $1`, [
        club.organization.id,
      ]);
      expect(owned).toHaveLength(clients.count);
    });

    it('its club alone is told what to print on its documents', async () => {
      const describe = (organizationId: Uuid, who: Club['admin']) =>
        network.world.ask(message(DescribeClients, { organizationId, accountIds: [ana.accountId, newId()] }), who);
      expect(await describe(club.organization.id, club.admin)).toEqual({
        clients: [
          {
            accountId: ana.accountId,
            clientId: derivedId('client', club.organization.id, ana.accountId),
            name: 'Ana Private',
            address: expect.stringContaining('\n'),
            members: [{ personId: ana.personId, name: 'Ana Private' }],
          },
        ],
      });
      for (const who of [other.admin, foreign.admin]) {
        expect(await describe(club.organization.id, who)).toEqual({ clients: [] });
      }
      expect(await describe(other.organization.id, other.admin)).toEqual({ clients: [] });
    });

    it('nobody without a role in an organization, the operator neither, sees people', async () => {
      await expect(person(ana.personId, network.operator)).rejects.toMatchObject({ kind: 'forbidden' });
    });
  });

  it('matching finds nobody of another network', async () => {
    const foreign = await network.club((await network.federation()).organization.id);
    const importId = newId();
    await network.admit(foreign, importId, [anAdult(importId, 2, 'Greta Foreign')]);
    expect(await network.match([toMatch(2, 'Greta Foreign', { birthDate: '1980-04-01' })], club.admin)).toEqual([]);
    expect(await network.match([toMatch(2, 'Greta Foreign', { birthDate: '1980-04-01' })], foreign.admin)).toHaveLength(1);
  });
});
