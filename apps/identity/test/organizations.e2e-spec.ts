import { ChangeOrganization, GetOrganization, ListOrganizations } from '#contracts/identity/organizations';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { Network, aClub, aFederation, type Club } from './network.js';

describe('organizations', () => {
  let network: Network;
  let federation: Awaited<ReturnType<Network['federation']>>;
  let club: Club;
  let foreign: Club;

  beforeAll(async () => {
    network = await Network.start();
    federation = await network.federation();
    club = await network.club(federation.organization.id);
    foreign = await network.club((await network.federation()).organization.id);
  });
  afterAll(() => network.world.stop());

  it('BIL-20: gives an organization in Quebec its taxes when none are said, and none when it collects none', async () => {
    expect(federation.organization.taxes).toEqual([
      { code: 'GST', ratePpm: 50_000 },
      { code: 'QST', ratePpm: 99_750 },
    ]);
    expect((await network.register(aFederation({ taxes: [] }))).taxes).toEqual([]);
    expect((await network.register(aFederation({ province: 'ON' }))).taxes).toEqual([]);
  });

  it('makes a federation its own network, and a club part of its federation’s', () => {
    expect(federation.organization.federationId).toBe(federation.organization.id);
    expect(club.organization.federationId).toBe(federation.organization.id);
    expect(club.organization.version).toBe(1);
  });

  it('answers a repeated registration with the same record, and announces it once', async () => {
    const fields = aFederation();
    const [first, second] = await Promise.all([network.register(fields), network.register(fields)]);
    expect(second).toEqual(first);
    const announced = await network.sql(`SELECT FROM outbox WHERE payload::jsonb -> 'organization' ->> 'id' = $1`, [fields.organizationId]);
    expect(announced).toHaveLength(1);
  });

  it('refuses other fields under an id in use', async () => {
    const fields = aFederation();
    await network.register(fields);
    await expect(network.register({ ...fields, name: 'Another' })).rejects.toMatchObject({ code: 'identity.id-taken', kind: 'conflict' });
  });

  it('lets a federation’s administrator register its clubs, and nobody else’s', async () => {
    const { federationId: _, ...fields } = aClub(federation.organization.id);
    expect(await network.register(fields, federation.admin)).toMatchObject({ kind: 'club', federationId: federation.organization.id });
    const forbidden = { kind: 'forbidden', code: 'platform.forbidden' };
    await expect(network.register(aClub(foreign.organization.federationId!), federation.admin)).rejects.toMatchObject(forbidden);
    await expect(network.register(aFederation(), federation.admin)).rejects.toMatchObject(forbidden);
    await expect(network.register(aClub(federation.organization.id), club.admin)).rejects.toMatchObject(forbidden);
  });

  it('refuses settings that do not hold, all at once', async () => {
    const fields = aFederation({ timeZone: 'America/Atlantis', currency: 'XQZ', languages: [] });
    const refusal = await network.register(fields).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'identity.invalid-organization', kind: 'invalid' });
    expect((refusal as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer)).toEqual([
      '/currency',
      '/timeZone',
      '/languages',
    ]);
  });

  it('refuses a club of no federation, and one in another currency', async () => {
    await expect(network.register(aClub(newId()))).rejects.toMatchObject({ code: 'identity.unknown-federation', kind: 'rule' });
    await expect(network.register(aClub(club.organization.id))).rejects.toMatchObject({ code: 'identity.unknown-federation' });
    const inDollars = aClub(federation.organization.id, { currency: 'USD' });
    await expect(network.register(inDollars)).rejects.toMatchObject({ code: 'identity.currency-differs', facts: { expected: 'CAD' } });
  });

  describe('changes', () => {
    const change = (who: Club['admin'], fields: Partial<ChangeOrganization>) =>
      network.world.ask(message(ChangeOrganization, { organizationId: newId(), version: 1, ...fields }), who);

    it('are made by whoever manages it, announced in version order, and audited', async () => {
      const { organization, admin } = await network.club(federation.organization.id);
      const { id } = organization;
      const changed = await change(admin, { organizationId: id, name: 'CPA Laval-Ouest', taxes: [] });
      expect(changed).toMatchObject({ name: 'CPA Laval-Ouest', taxes: [], version: 2, languages: organization.languages });
      await change(federation.admin, { organizationId: id, version: 2, freemium: true });
      await change(network.operator, { organizationId: id, version: 3, languages: ['en'] });

      const announced = await network.sql<{ version: number }>(
        `SELECT (payload::jsonb -> 'organization' ->> 'version')::int AS version FROM outbox WHERE payload::jsonb -> 'organization' ->> 'id' = $1 ORDER BY created_at, id`,
        [id],
      );
      expect(announced.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
      const audited = await network.sql(`SELECT action FROM audit_log WHERE organization_id = $1 ORDER BY seq`, [id]);
      expect(audited.map(({ action }) => action)).toEqual([
        'identity.organization-registered',
        ...Array(3).fill('identity.organization-changed'),
      ]);
    });

    it('BIL-19: may set a tax to be on the price and the tax before it', async () => {
      const { organization, admin } = await network.club(federation.organization.id);
      const taxes = [
        { code: 'GST', ratePpm: 50_000 },
        { code: 'QST', ratePpm: 99_750, compound: true },
      ];
      expect((await change(admin, { organizationId: organization.id, taxes })).taxes).toEqual(taxes);
    });

    it('name the version they saw', async () => {
      await expect(change(club.admin, { organizationId: club.organization.id, version: 7, name: 'x' })).rejects.toMatchObject({
        code: 'identity.stale-organization',
        kind: 'stale',
        facts: { version: 1 },
      });
    });

    it('IMP-14: leave it to the federation whether a club is Freemium', async () => {
      const asked = change(club.admin, { organizationId: club.organization.id, freemium: true });
      await expect(asked).rejects.toMatchObject({ kind: 'forbidden' });
    });

    it('are forbidden to a club in its federation, and a foreign organization is missing', async () => {
      await expect(change(club.admin, { organizationId: federation.organization.id, name: 'x' })).rejects.toMatchObject({
        kind: 'forbidden',
      });
      await expect(change(club.admin, { organizationId: foreign.organization.id, name: 'x' })).rejects.toMatchObject({
        kind: 'missing',
        code: 'identity.no-such-organization',
      });
    });
  });

  describe('who sees what', () => {
    const get = (id: string, who: Club['admin']) => network.world.ask(message(GetOrganization, { organizationId: id }), who);
    const list = async (who: Club['admin']) => {
      const { data } = await network.world.ask(message(ListOrganizations, { limit: 200 }), who);
      return data.map(({ id }) => id);
    };

    it('a club sees itself and its federation', async () => {
      expect(await get(club.organization.id, club.admin)).toEqual(club.organization);
      expect(await get(federation.organization.id, club.admin)).toEqual(federation.organization);
      expect((await list(club.admin)).sort()).toEqual([club.organization.id, federation.organization.id].sort());
    });

    it('a foreign organization answers as a missing one', async () => {
      const sibling = await network.club(federation.organization.id);
      const refusals = await Promise.all(
        [foreign.organization.id, sibling.organization.id, newId()].map((id) => get(id, club.admin).catch((error: unknown) => error)),
      );
      for (const refusal of refusals) expect(refusal).toMatchObject({ kind: 'missing', code: 'identity.no-such-organization', facts: {} });
      expect(new Set(refusals.map(String)).size).toBe(1);
    });

    it('a federation sees its clubs, an operator and a service everybody', async () => {
      expect(await list(federation.admin)).toContain(club.organization.id);
      expect(await list(federation.admin)).not.toContain(foreign.organization.id);
      expect(await list(network.operator)).toEqual(expect.arrayContaining([club.organization.id, foreign.organization.id]));
      expect(await get(foreign.organization.id, serviceCaller('billing'))).toEqual(foreign.organization);
    });

    it('pages, each organization once', async () => {
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const { data, next } = await network.world.ask(message(ListOrganizations, { limit: 2, after }), network.operator);
        expect(data.length).toBeLessThanOrEqual(2);
        seen.push(...data.map(({ id }) => id));
        if (next === null) break;
        after = next;
      }
      expect(seen.sort()).toEqual((await list(network.operator)).sort());
    });
  });
});
