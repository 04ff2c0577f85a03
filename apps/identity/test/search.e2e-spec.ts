import { ChangeProfile } from '#contracts/identity/managing';
import {
  ChangeNetworkSearch,
  GetNetworkSearch,
  SearchPeople,
  type FoundPeople,
  type FoundPerson,
  type NetworkSearchRecord,
} from '#contracts/identity/search-people';
import { ListPeople } from '#contracts/identity/accounts.query';
import { CreateAccount } from '#contracts/identity/new-account';
import { message, type Fields } from '#contracts/message';
import type { Caller } from '#contracts/caller';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller, someOperator } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { mostInHour } from '../src/domain/search/search-pace.js';
import { Network, aFederation, aRow, acting, anAdult, type Club } from './network.js';

describe('searching people', () => {
  let network: Network;
  let federation: Caller;
  let club: Club;
  let other: Club;
  let foreign: Club;

  const [mine, theirs, elsewhere] = [newId(), newId(), newId()];
  const lea = anAdult(mine, 2, 'Léa-Rose Tremblay', { birthDate: '1988-04-09', email: 'lea@mail.example', phone: '+1 514 555-0134' });
  const bill = anAdult(mine, 3, 'Bill Thibault', { birthDate: '1975-11-30', email: 'leandre@mail.example' });
  const ana = anAdult(theirs, 2, 'Ana Tremblay', { birthDate: '1990-01-02', email: 'ana.t@mail.example', phone: '514 555-0199' });
  const stranger = aRow(elsewhere, 2, 'Ana Tremblay', { birthDate: '1990-01-02' });

  beforeAll(async () => {
    network = await Network.start();
    const made = await network.federation();
    federation = made.admin;
    club = await network.club(made.organization.id);
    other = await network.club(made.organization.id);
    foreign = await network.club((await network.federation()).organization.id);
    await network.admit(club, mine, [lea, bill]);
    await network.admit(other, theirs, [ana]);
    await network.admit(foreign, elsewhere, [stranger]);
  });
  afterAll(() => network.world.stop());

  const search = (who: Caller, text: string, fields: Partial<Fields<SearchPeople>> = {}): Promise<FoundPeople> =>
    network.world.ask(message(SearchPeople, { text, scope: 'mine', limit: 50, ...fields }), who);
  const found = async (who: Caller, text: string, fields: Partial<Fields<SearchPeople>> = {}): Promise<Uuid[]> =>
    (await search(who, text, fields)).data.map(({ personId }) => personId);
  const everywhere = { scope: 'network' } as const;
  const numberOf = async ({ personId }: { personId: Uuid }): Promise<string> =>
    `P${(await network.sql<{ number: number }>('SELECT number::int FROM people WHERE id = $1', [personId]))[0].number}`;
  const allow = async (who: Club, allowed: boolean): Promise<NetworkSearchRecord> => {
    const organizationId = who.organization.id;
    const { version } = await network.world.ask(message(GetNetworkSearch, { organizationId }), federation);
    return network.world.ask(message(ChangeNetworkSearch, { organizationId, version, allowed }), federation);
  };

  describe('among one’s own', () => {
    it.each([
      ['the name, in any order', ['Tremblay Léa-Rose', 'lea tremblay', 'ROSE TREMBLAY']],
      ['the name, misspelt', ['tramblay lea', 'tremblé rose', 'Lea Trembaly']],
      ['the beginning of a name', ['trem', 'lea tremb', 'tremblay']],
      ['the birth date', ['1988-04-09', '1988-04-09 tremblai']],
      ['the beginning of an e-mail address', ['lea@', 'lea@mail.ex', 'tremblay lea@mail']],
      ['the beginning of a phone', ['514', '514 555', '+1 514 555-01', '555 lea'].slice(0, 3)],
    ])('ID-16: finds somebody by %s', async (_, texts) => {
      for (const text of texts) expect([text, await found(club.admin, text)]).toEqual([text, [lea.personId]]);
    });

    it('ID-5, ID-16: the identifier is exact, and nobody else’s', async () => {
      const number = await numberOf(lea);
      expect(number).toMatch(/^P\d{7}$/);
      expect(await found(club.admin, number)).toEqual([lea.personId]);
      expect(await found(club.admin, number.toLowerCase())).toEqual([lea.personId]);
      expect(await found(club.admin, number.slice(0, -1))).toEqual([]);
      expect(await found(club.admin, await numberOf(ana))).toEqual([]);
      expect(await found(club.admin, `${number} thibault`)).toEqual([]);
    });

    it('ID-16: short forms of a name find each other', async () => {
      expect(await found(club.admin, 'william thibo')).toEqual([bill.personId]);
    });

    it('tells what the organization holds of them, with a link to the client', async () => {
      const { data, complete } = await search(club.admin, 'tremblay');
      expect(complete).toBe(true);
      expect(data).toEqual([
        {
          personId: lea.personId,
          number: await numberOf(lea),
          firstName: 'Léa-Rose',
          lastName: 'Tremblay',
          birthDate: '1988-04-09',
          birthYear: 1988,
          known: true,
          accountIds: [lea.accountId],
          email: 'lea@mail.example',
          phone: '+1 514 555-0134',
          archivedAt: null,
        } satisfies FoundPerson,
      ]);
    });

    it('ID-3: finds nobody by what another organization holds, nor anybody of it', async () => {
      for (const text of ['ana tremblay', 'ana.t@', '514 555 0199', '1990-01-02'])
        expect([text, await found(club.admin, text)]).toEqual([text, []]);
      expect(await found(other.admin, 'tremblay')).toEqual([ana.personId]);
    });

    it('the federation finds everybody of its network by what is shared, and nobody by what its clubs hold', async () => {
      expect((await found(federation, 'tremblay')).sort()).toEqual([lea.personId, ana.personId].sort());
      expect(await found(federation, 'ana.t@mail.example')).toEqual([]);
      expect((await search(federation, 'ana tremblay')).data).toMatchObject([
        { birthDate: '1990-01-02', email: null, phone: null, known: false },
      ]);
    });

    it('who came or changed a moment ago is found as they are now', async () => {
      const importId = newId();
      const late = anAdult(importId, 2, 'Océane Verwimp', { birthDate: '2001-02-01' });
      await network.admit(club, importId, [late]);
      expect(await found(club.admin, 'verwimp')).toEqual([late.personId]);
      await network.sql(`UPDATE people SET last_name = 'Baert', last_key = 'baert' WHERE id = $1`, [late.personId]);
      expect(await found(club.admin, 'verwimp')).toEqual([]);
      expect(await found(club.admin, 'oceane bart')).toEqual([late.personId]);
      const [{ version }] = (await network.world.ask(message(ListPeople, { limit: 50 }), club.admin)).data.filter(
        ({ id }) => id === late.personId,
      );
      const changed = message(ChangeProfile, { personId: late.personId, version: version ?? 0, email: 'oceane@mail.example' });
      await network.world.ask(changed, club.admin);
      expect(await found(club.admin, 'oceane@')).toEqual([late.personId]);
      const [{ kept }] = await network.sql<{ kept: boolean }>(`SELECT EXISTS (SELECT FROM search_words WHERE word = 'verwimp') AS kept`);
      expect(kept).toBe(false);
    });

    it('ID-22: the archived are found only when asked for', async () => {
      const importId = newId();
      const gone = anAdult(importId, 2, 'Zita Archambeault', { birthDate: '1960-02-01', email: 'zita@mail.example' });
      await network.admit(club, importId, [gone]);
      await network.sql(`UPDATE profiles SET archived_at = now() WHERE person_id = $1`, [gone.personId]);
      for (const text of ['zita', 'zita@mail', '1960-02-01', await numberOf(gone)]) {
        expect([text, await found(club.admin, text)]).toEqual([text, []]);
        expect([text, await found(club.admin, text, { showArchived: true })]).toEqual([text, [gone.personId]]);
      }
    });

    it('ID-9: who is put out of an organization’s sight is found no longer', async () => {
      const importId = newId();
      const hidden = anAdult(importId, 2, 'Ulysse Hermans');
      await network.admit(club, importId, [hidden]);
      expect(await found(club.admin, 'hermans')).toEqual([hidden.personId]);
      await network.sql(`DELETE FROM profiles WHERE person_id = $1`, [hidden.personId]);
      expect(await found(club.admin, 'hermans')).toEqual([]);
      expect(
        await network.sql('SELECT FROM search_entries e JOIN people p USING (number) WHERE p.id = $1 AND scope_id = $2', [
          hidden.personId,
          club.organization.id,
        ]),
      ).toEqual([]);
    });

    it('comes in pages, best first', async () => {
      const importId = newId();
      const names = ['Ada Vandamme', 'Bea Vandamme', 'Cia Vandame', 'Dea Vandammen'];
      await network.admit(
        club,
        importId,
        names.map((name, i) => anAdult(importId, 2 + i, name)),
      );
      const pages: string[] = [];
      for (let after: string | undefined, next: string | null = ''; next !== null; after = next ?? undefined) {
        const page = await search(club.admin, 'vandamme', { limit: 3, after });
        pages.push(page.data.map(({ firstName }) => firstName).join(' '));
        next = page.next;
      }
      expect(pages).toEqual(['Ada Bea Dea', 'Cia']);
      await expect(search(club.admin, 'vandamme', { after: 'nonsense' })).rejects.toMatchObject({ code: 'platform.bad-cursor' });
    });

    it('refuses what says nothing, and whoever acts for no organization', async () => {
      await expect(search(club.admin, '--')).rejects.toMatchObject({ code: 'identity.unclear-search', kind: 'invalid' });
      await expect(search(someOperator(), 'tremblay')).rejects.toMatchObject({ kind: 'forbidden' });
    });
  });

  describe('over the network', () => {
    const exact = 'ana tremblay 1990-01-02';

    it('ID-16: is the federation’s to allow, club by club, and its alone', async () => {
      const organizationId = club.organization.id;
      await expect(search(club.admin, exact, everywhere)).rejects.toMatchObject({
        code: 'identity.network-search-not-allowed',
        kind: 'forbidden',
      });
      expect(await network.world.ask(message(GetNetworkSearch, { organizationId }), club.admin)).toEqual({
        organizationId,
        allowed: false,
        version: 0,
      });
      const change = (who: Caller, version = 0) =>
        network.world.ask(message(ChangeNetworkSearch, { organizationId, version, allowed: true }), who);
      await expect(change(club.admin)).rejects.toMatchObject({ kind: 'forbidden' });
      await expect(change(other.admin)).rejects.toMatchObject({ kind: 'missing' });
      await expect(change(federation, 7)).rejects.toMatchObject({ code: 'identity.stale-network-search' });
      expect(await change(federation)).toEqual({ organizationId, allowed: true, version: 1 });
      expect(await found(club.admin, exact, everywhere)).toEqual([ana.personId]);
      await expect(search(other.admin, exact, everywhere)).rejects.toMatchObject({ code: 'identity.network-search-not-allowed' });
      await allow(club, false);
      await expect(search(club.admin, exact, everywhere)).rejects.toMatchObject({ code: 'identity.network-search-not-allowed' });
      await allow(club, true);
    });

    it('ID-3: tells of a stranger what the network shares, and of the birth date the year unless it was known', async () => {
      const number = await numberOf(ana);
      const shared = { personId: ana.personId, number, firstName: 'Ana', lastName: 'Tremblay', birthYear: 1990, archivedAt: null };
      const unknown = { ...shared, known: false, accountIds: [], email: null, phone: null };
      for (const text of [number, 'tremblay ana.t@', 'ana 514 555 0199'])
        expect([text, (await search(club.admin, text, everywhere)).data]).toEqual([text, [{ ...unknown, birthDate: null }]]);
      expect((await search(club.admin, exact, everywhere)).data).toEqual([{ ...unknown, birthDate: '1990-01-02' }]);
    });

    it('one’s own clients are told by their link', async () => {
      const [person] = (await search(club.admin, await numberOf(lea), everywhere)).data;
      expect(person).toMatchObject({ known: true, accountIds: [lea.accountId], birthDate: '1988-04-09', email: null, phone: null });
    });

    it.each(['ana tremblay', '1990-01-02', 'ana.t@mail.example', '514 555 0199', 'tremblay @mail', 'tremblay 514555'])(
      'ID-3, ID-16: %s tells too little to be told anything',
      async (text) => {
        await expect(search(club.admin, text, everywhere)).rejects.toMatchObject({ code: 'identity.search-too-weak', kind: 'rule' });
      },
    );

    it('never looks beyond the network', async () => {
      expect(await found(club.admin, await numberOf(stranger), everywhere)).toEqual([]);
      expect(await found(club.admin, exact, everywhere)).toEqual([ana.personId]);
    });

    it('is written into the organization’s log: by what, and whom it showed, in ids', async () => {
      await search(club.admin, exact, everywhere);
      const [{ facts }] = await network.sql<{ facts: object }>(
        `SELECT facts FROM audit_log WHERE organization_id = $1 AND action = 'identity.network-searched' ORDER BY seq DESC LIMIT 1`,
        [club.organization.id],
      );
      expect(facts).toEqual({ by: ['name', 'birth-date'], shown: [ana.personId] });
    });

    it('is slowed when there is too much of it', async () => {
      await allow(other, true);
      await network.sql(`INSERT INTO network_searches VALUES ($1, date_trunc('hour', now(), 'UTC'), $2, 0)`, [
        other.organization.id,
        mostInHour,
      ]);
      await expect(search(other.admin, exact, everywhere)).rejects.toMatchObject({ code: 'identity.too-many-searches', kind: 'too-many' });
      expect(await found(other.admin, 'tremblay')).toEqual([ana.personId]); // One's own are not counted.
    });
  });

  it('a gym, which is a network of its own, searches its own list', async () => {
    const organization = await network.register(aFederation({ kind: 'gym', name: 'Gym' }));
    const gym = someCaller({ organization: acting(organization) });
    const accountId = newId();
    const fields = { accountId, firstName: 'Ana', lastName: 'Tremblay', birthDate: '1990-01-02', phone: '514 555-0111' };
    await network.world.ask(message(CreateAccount, fields), gym);
    for (const scope of ['mine', 'network'] as const) {
      for (const text of ['tramblay', '514 555 0111', 'ana 1990-01-02'])
        expect((await search(gym, text, { scope })).data).toMatchObject([{ firstName: 'Ana', known: true, accountIds: [accountId] }]);
    }
  });

  it('fills in who was there before the first search of a network', async () => {
    const fresh = (await network.federation()).organization;
    const late = await network.club(fresh.id);
    const importId = newId();
    const many = Array.from({ length: 1200 }, (_, i) => aRow(importId, 2 + i, `Ida Nummer${i}`));
    await network.admit(late, importId, many);
    await eventually(async () => (await search(late.admin, 'nummer1199')).complete, { withinMs: 60_000 });
    expect(await found(late.admin, 'nummer1199')).toContain(many[1199].personId);
    const [{ entries }] = await network.sql<{ entries: number }>(
      'SELECT count(*)::int AS entries FROM search_entries WHERE network_id = $1',
      [fresh.id],
    );
    expect(entries).toBe(2400);
  });
});
