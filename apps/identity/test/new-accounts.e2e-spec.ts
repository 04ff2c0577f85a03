import type { Caller } from '#contracts/caller';
import { GetAccount, ListAccounts, ListPeople } from '#contracts/identity/accounts.query';
import { CheckAccount, CreateAccount } from '#contracts/identity/new-account';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { letterTo, lettersTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import { Network, acting, aFederation, anAdult, type Club } from './network.js';

describe('creating an account', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let club: Club;
  let sibling: Club;
  let stranger: Club;

  beforeAll(async () => {
    network = await Network.start({ clock });
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    sibling = await network.club(federation.organization.id, { name: 'CPA Longueuil' });
    stranger = await network.club((await network.federation()).organization.id, { name: 'CPA Gatineau' });
  });
  afterAll(() => network?.world.stop());

  let made = 0;
  /** Letters alone, so that no two names of this file are alike. */
  const unheardOf = () => `Zu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const someone = (changes: Partial<Fields<CreateAccount>> = {}): Fields<CreateAccount> => ({
    accountId: newId(),
    firstName: 'Ana',
    lastName: unheardOf(),
    ...changes,
  });
  const create = (fields: Fields<CreateAccount>, as: Caller = club.admin, idempotencyKey?: string) =>
    network.world.ask(message(CreateAccount, fields), as, { idempotencyKey });
  const check = (fields: Fields<CheckAccount>, as: Caller = club.admin) => network.world.ask(message(CheckAccount, fields), as);
  const refused = (promise: Promise<unknown>, refusal: object) => expect(promise).rejects.toMatchObject(refusal);
  const anAddress = () => `owner.${newId()}@mail.test`;
  const audited = (subject: string) =>
    network.sql<{ action: string; caller: string; facts: object }>(`SELECT action, caller, facts FROM audit_log WHERE subject = $1`, [
      subject,
    ]);

  it('ID-1: makes an owner, who is a member and the first client of the organization', async () => {
    const fields = someone({ phone: ' 514  555-0134 ', birthDate: '1988-04-09', email: anAddress() });
    const account = await create(fields);
    expect(account).toMatchObject({
      id: fields.accountId,
      owner: { name: `Ana ${fields.lastName}`, placeholder: false },
      members: [{ firstName: 'Ana', lastName: fields.lastName, birthDate: '1988-04-09' }],
      email: fields.email,
      warnings: [],
    });
    const { warnings: _, ...shown } = account;
    expect(await network.world.ask(message(GetAccount, { accountId: fields.accountId }), club.admin)).toEqual(shown);
    const { data } = await network.world.ask(message(ListPeople, { limit: 200 }), club.admin);
    expect(data.find(({ id }) => id === account.owner.personId)).toMatchObject({ profile: { phone: '514 555-0134', email: fields.email } });
  });

  it('ID-4: takes an owner without birth date for an adult and says so', async () => {
    expect((await create(someone({ email: anAddress() }))).warnings).toEqual(['identity.assumed-adult']);
  });

  it('ID-4: refuses an owner under 18, to the day, by the calendar of the organization', async () => {
    await refused(create(someone({ birthDate: '2008-09-02' })), { code: 'identity.owner-under-age' });
    expect(await create(someone({ birthDate: '2008-09-01' }))).toMatchObject({ warnings: ['identity.cannot-sign-in'] });
  });

  it.each([
    [{ firstName: '—' }, '/firstName', 'identity.name-missing'],
    [{ lastName: 'Roy\u202E' }, '/lastName', 'identity.unprintable-text'],
    [{ phone: 'none' }, '/phone', 'identity.phone-unreadable'],
    [{ birthDate: '1899-12-31' }, '/birthDate', 'identity.birth-date-out-of-range'],
    [{ birthDate: '2026-09-02' }, '/birthDate', 'identity.birth-date-out-of-range'],
  ])('refuses %j', async (changes, pointer, code) => {
    await refused(create(someone(changes)), { code: 'identity.invalid-account', faults: [expect.objectContaining({ pointer, code })] });
  });

  describe('ID-8: the address', () => {
    it.each(['', 'ana', 'ana@', 'ana@mail', 'a b@mail.test', `${'a'.repeat(250)}@mail.test`])('%j is none', async (email) => {
      expect((await check({ email })).email).toEqual({ outcome: 'invalid' });
    });

    it('that nobody has is new', async () => {
      expect((await check({ email: anAddress() })).email).toEqual({ outcome: 'new' });
    });

    it('of a client leads to that client, however it is written, and makes no second one', async () => {
      const email = anAddress();
      const { id } = await create(someone({ email }));
      expect((await check({ email: ` ${email.toUpperCase()} ` })).email).toEqual({ outcome: 'mine', accountId: id });
      await refused(create(someone({ email: email.toUpperCase() })), { code: 'identity.already-client', facts: { accountId: id } });
    });

    it('of a client that an import made is known, too', async () => {
      const [importId, email] = [newId(), anAddress()];
      await network.admit(club, importId, [anAdult(importId, 2, `Ana ${unheardOf()}`, { email })]);
      const [{ id }] = (await network.world.ask(message(ListAccounts, { limit: 10, importId }), club.admin)).data;
      expect((await check({ email })).email).toEqual({ outcome: 'mine', accountId: id });
    });

    it('of somebody else’s client is known elsewhere, in this network or another, and nothing else is told', async () => {
      const email = anAddress();
      await create(someone({ email }), sibling.admin);
      for (const as of [club.admin, stranger.admin]) {
        expect((await check({ email }, as)).email).toEqual({ outcome: 'elsewhere' });
        const refusal = await create(someone({ email }), as).catch((error: unknown) => error);
        expect(refusal).toMatchObject({ code: 'identity.known-elsewhere', kind: 'conflict', facts: {} });
      }
    });

    it('belongs to one client, though two desks ask at the same moment', async () => {
      const email = anAddress();
      const tries = await Promise.allSettled(Array.from({ length: 4 }, () => create(someone({ email }))));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const each of tries) if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'identity.already-client' });
    });
  });

  describe('ID-10: the name', () => {
    it('of a client is shown, in either order and however it is written', async () => {
      const lastName = unheardOf();
      const { id } = await create(someone({ firstName: 'Zoë', lastName }));
      const known = [{ accountId: id, ownerName: `Zoë ${lastName}` }];
      expect((await check({ firstName: 'zoe', lastName: lastName.toUpperCase() })).names).toEqual(known);
      expect((await check({ firstName: lastName, lastName: ' ZOË ' })).names).toEqual(known);
      await refused(create(someone({ firstName: 'ZOE', lastName })), {
        code: 'identity.name-known',
        kind: 'conflict',
        facts: { matches: [{ accountId: id }] },
      });
    });

    it('is set aside by whoever says so, which is recorded with who it was', async () => {
      const lastName = unheardOf();
      const { id: first } = await create(someone({ lastName }));
      const { id } = await create(someone({ lastName, createAnyway: true }));
      expect(await audited(id)).toEqual([
        {
          action: 'identity.account-created',
          caller: `user:${club.admin.id}`,
          facts: expect.objectContaining({ ignoredNamesakes: [first] }),
        },
      ]);
      expect(await audited(first)).toEqual([expect.objectContaining({ facts: expect.objectContaining({ ignoredNamesakes: [] }) })]);
    });

    it('of somebody else’s client is nobody’s business', async () => {
      const lastName = unheardOf();
      await create(someone({ lastName }), sibling.admin);
      expect((await check({ firstName: 'Ana', lastName })).names).toEqual([]);
      await create(someone({ lastName }));
    });
  });

  it('ID-11: an account without an address exists, cannot be signed in to, and says so', async () => {
    const account = await create(someone({ birthDate: '1980-01-01' }));
    expect(account).toMatchObject({
      email: null,
      warnings: ['identity.cannot-sign-in'],
      activation: { state: 'none', requestedAt: null, expiresAt: null, username: null },
    });
  });

  it('ID-12: with an address the owner is asked to activate, in the language of the organization or the one that was named', async () => {
    const [french, dutch] = [anAddress(), anAddress()];
    const account = await create(someone({ email: french }));
    expect(account.activation).toEqual({
      state: 'requested',
      requestedAt: clock.now().toISOString(),
      expiresAt: '2026-10-31T12:00:00.000Z', // ID-14: 60 days
      username: null,
    });
    expect(await letterTo(french)).toMatchObject({
      subject: 'Activez votre compte chez CPA Laval',
      fromName: 'CPA Laval',
      text: expect.stringMatching(/Bonjour Ana,[^]*https:\/\/tessera\.test\/activate#tal_[\w-]{43}[^]*31 octobre 2026/),
    });
    await create(someone({ email: dutch, language: 'nl' }));
    expect((await letterTo(dutch)).subject).toBe('Activeer uw account bij CPA Laval');
  });

  it('is done once under an idempotency key: one account, one letter, one entry, one event', async () => {
    const fields = someone({ email: anAddress() });
    const key = newId();
    const first = await create(fields, club.admin, key);
    expect(await create(fields, club.admin, key)).toEqual(first);
    await letterTo(String(fields.email));
    expect(await lettersTo(String(fields.email))).toHaveLength(1);
    expect(await audited(fields.accountId)).toHaveLength(1);
    const events = await network.sql(
      `SELECT FROM outbox WHERE subject = 'identity.event.account-created.v1' AND payload::jsonb ->> 'accountId' = $1`,
      [fields.accountId],
    );
    expect(events).toHaveLength(1);
  });

  it('is for administrators of an organization, and shows the account to no other', async () => {
    const { id } = await create(someone());
    await refused(create(someone(), network.operator), { code: 'platform.forbidden' });
    await refused(check({ email: anAddress() }, network.operator), { code: 'platform.forbidden' });
    for (const as of [sibling.admin, stranger.admin])
      await refused(network.world.ask(message(GetAccount, { accountId: id }), as), { code: 'identity.no-such-account' });
  });

  it('works for a gym that stands alone: it is a network of its own', async () => {
    const gym = await network.register(aFederation({ kind: 'gym', federationId: null, name: 'Salle 9' }));
    const admin = someCaller({ organization: acting(gym) });
    const fields = someone({ email: anAddress() });
    const { id } = await create(fields, admin);
    expect((await check({ email: fields.email }, admin)).email).toEqual({ outcome: 'mine', accountId: id });
    expect((await network.world.ask(message(ListAccounts, { limit: 10 }), admin)).data).toHaveLength(1);
  });
});
