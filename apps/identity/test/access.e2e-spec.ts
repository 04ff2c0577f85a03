import { CreateApiKey, CreateUser, ListApiKeys, ListUsers, RevokeApiKey } from '#contracts/identity/access';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { RefreshSession, SignIn, SignOut } from '#contracts/identity/sessions.command';
import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { MovedClock } from '#testing/moved-clock';
import { databaseUrl } from '#testing/test-databases';
import { identity } from '../src/identity.service.js';
import { seedOperator } from '../src/seed-operator.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const minute = 60_000;

describe('access', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let federation: Awaited<ReturnType<Network['federation']>>;
  let club: Club;
  let foreign: Club;
  let people = 0;

  beforeAll(async () => {
    network = await Network.start({ clock });
    federation = await network.federation();
    club = await network.club(federation.organization.id);
    foreign = await network.club((await network.federation()).organization.id);
  });
  afterAll(() => network.world.stop());

  const aUser = (of: Club, changes: Partial<Fields<CreateUser>> = {}): Fields<CreateUser> => ({
    userId: newId(),
    organizationId: of.organization.id,
    role: 'club-administrator',
    email: `somebody${++people}@example.org`,
    name: 'Camille Roy',
    password,
    ...changes,
  });
  const createUser = (fields: Fields<CreateUser>, who: Caller = network.operator) => network.world.ask(message(CreateUser, fields), who);
  const signIn = (email: string, given = password, address = '203.0.113.1') =>
    network.world.ask(message(SignIn, { email, password: given, address }), gateway);
  const resolve = (asked: Partial<ResolveCaller>) => network.world.ask(message(ResolveCaller, asked), gateway);
  const refresh = (refreshToken: string) => network.world.ask(message(RefreshSession, { refreshToken }), gateway);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

  describe('users', () => {
    it('are given a role by whoever manages the organization', async () => {
      for (const who of [network.operator, federation.admin, club.admin]) {
        const fields = aUser(club);
        const record = await createUser(fields, who);
        expect(record).toMatchObject({
          id: fields.userId,
          email: fields.email,
          grants: [{ organizationId: club.organization.id, role: 'club-administrator' }],
        });
      }
      const audited = await network.sql(`SELECT FROM audit_log WHERE organization_id = $1 AND action = 'identity.access-granted'`, [
        club.organization.id,
      ]);
      expect(audited).toHaveLength(3);
    });

    it('are not given one elsewhere', async () => {
      await refused(createUser(aUser(foreign), club.admin), 'identity.no-such-organization');
      await refused(createUser(aUser(foreign), federation.admin), 'identity.no-such-organization');
      await refused(
        createUser(aUser(club, { organizationId: federation.organization.id, role: 'federation-administrator' }), club.admin),
        'platform.forbidden',
      );
    });

    it('get the role that fits the organization', async () => {
      await refused(createUser(aUser(club, { role: 'federation-administrator' })), 'identity.role-does-not-fit');
    });

    it('are made once by a repeated command; another one under the id or address is refused', async () => {
      const fields = aUser(club);
      const [first, second] = await Promise.all([createUser(fields), createUser(fields)]);
      expect(second).toEqual(first);
      await refused(createUser({ ...fields, name: 'Somebody Else' }), 'identity.id-taken');
      await refused(createUser({ ...fields, userId: newId(), email: fields.email.toUpperCase() }), 'identity.already-granted');
    });

    it('keep their password when another organization grants them a role, and the answer does not tell', async () => {
      const known = aUser(foreign);
      await createUser(known);
      const fields = aUser(club, { email: known.email.toUpperCase(), name: 'C. Roy', password: 'another one altogether' });
      clock.advance(minute);
      const record = await createUser(fields, club.admin);
      expect(record).toEqual({
        id: fields.userId,
        email: fields.email,
        name: 'C. Roy',
        grants: [{ organizationId: club.organization.id, role: 'club-administrator', owner: false, groupIds: [], disabledAt: null }],
        version: 1,
        createdAt: clock.now().toISOString(),
      });
      const { sessionId } = await signIn(known.email);
      const { grants } = await resolve({ sessionId });
      expect(grants.map(({ organizationId }) => organizationId).sort()).toEqual([club.organization.id, foreign.organization.id].sort());
      await refused(signIn(known.email, 'another one altogether', '203.0.113.77'), 'identity.sign-in-refused');
    });

    it('are listed to their own organization and its federation', async () => {
      const { userId } = await createUser(aUser(foreign)).then(({ id }) => ({ userId: id }));
      const ids = async (who: Caller) => {
        const { data } = await network.world.ask(message(ListUsers, { limit: 200 }), who);
        return data.map(({ id }) => id);
      };
      expect(await ids(foreign.admin)).toContain(userId);
      expect(await ids(network.operator)).toContain(userId);
      expect(await ids(club.admin)).not.toContain(userId);
      expect(await ids(federation.admin)).not.toContain(userId);
      expect(await ids(federation.admin)).toEqual(expect.arrayContaining(await ids(club.admin)));
    });
  });

  describe('signing in', () => {
    it('answers alike for an unknown address and a wrong password', async () => {
      const { email } = await createUser(aUser(club));
      const wrong = await signIn(email, 'wrong', '203.0.113.2').catch((error: unknown) => error);
      const unknown = await signIn('nobody@example.org', 'wrong', '203.0.113.2').catch((error: unknown) => error);
      expect(wrong).toMatchObject({ code: 'identity.sign-in-refused', kind: 'unauthenticated', facts: {} });
      expect(String(unknown)).toBe(String(wrong));
    });

    it('slows after five failures per account and address, alike for unknown accounts, and never for long', async () => {
      const { email } = await createUser(aUser(club));
      for (const address of [email, 'nobody.at.all@example.org']) {
        for (let i = 0; i < 5; i++) await refused(signIn(address, 'wrong', '203.0.113.3'), 'identity.sign-in-refused');
        await expect(signIn(address, password, '203.0.113.3')).rejects.toMatchObject({
          code: 'identity.sign-in-slowed',
          kind: 'too-many',
          facts: { retryAfterSeconds: 1 },
        });
      }
      await signIn(email, password, '198.51.100.1'); // The owner, elsewhere, notices nothing.
      clock.advance(1000);
      await signIn(email, password, '203.0.113.3');
      for (let i = 0; i < 5; i++) await refused(signIn(email, 'wrong', '203.0.113.3'), 'identity.sign-in-refused'); // Success forgave.
    });

    it('counts tries made all at once', async () => {
      const { email } = await createUser(aUser(club));
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => signIn(email, 'wrong', '203.0.113.4')));
      const codes = tries.map((result) => (result as PromiseRejectedResult).reason as { code: string }).map(({ code }) => code);
      expect(codes.filter((code) => code === 'identity.sign-in-refused')).toHaveLength(5);
      expect(codes.filter((code) => code === 'identity.sign-in-slowed')).toHaveLength(7);
    });

    it('stores neither password nor tokens', async () => {
      const { email } = await createUser(aUser(club));
      const { refreshToken } = await signIn(email);
      const stored = await network.sql<{ text: string }>(
        `SELECT coalesce(string_agg(t::text, ' '), '') AS text FROM (
           SELECT to_jsonb(u) AS t FROM users u UNION ALL SELECT to_jsonb(r) FROM refresh_tokens r UNION ALL SELECT to_jsonb(f) FROM sign_in_failures f) t`,
      );
      expect(stored[0].text).not.toContain(refreshToken);
      expect(stored[0].text).not.toContain(password);
      expect(stored[0].text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    });
  });

  describe('sessions', () => {
    const opened = async () => {
      const { email } = await createUser(aUser(club));
      return signIn(email);
    };

    it('resolve to the grants of this moment', async () => {
      const fields = aUser(club);
      await createUser(fields);
      const { sessionId } = await signIn(fields.email);
      expect(await resolve({ sessionId })).toMatchObject({
        kind: 'user',
        roles: ['club-administrator'],
        organization: { id: club.organization.id, currency: 'CAD' },
      });

      await createUser(aUser(foreign, { email: fields.email }));
      expect(await resolve({ sessionId })).toMatchObject({ roles: [], organization: null });
      expect(await resolve({ sessionId, organizationId: foreign.organization.id })).toMatchObject({
        organization: { id: foreign.organization.id },
      });
      await refused(resolve({ sessionId, organizationId: federation.organization.id }), 'identity.organization-not-granted');
    });

    it('rotate their refresh token; reuse ends the family', async () => {
      const first = await opened();
      const second = await refresh(first.refreshToken);
      expect(second.sessionId).toBe(first.sessionId);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      const third = await refresh(second.refreshToken);

      await refused(refresh(first.refreshToken), 'identity.session-ended');
      await refused(refresh(third.refreshToken), 'identity.session-ended');
      await refused(resolve({ sessionId: first.sessionId }), 'identity.session-ended');
    });

    it('give a token that is used twice at once to one of the two, and end', async () => {
      const { refreshToken, sessionId } = await opened();
      const results = await Promise.allSettled([refresh(refreshToken), refresh(refreshToken)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      await refused(resolve({ sessionId }), 'identity.session-ended');
    });

    it('end at once by signing out, and ending twice changes nothing', async () => {
      const { sessionId, refreshToken } = await opened();
      const signOut = () => network.world.ask(message(SignOut, { sessionId }), gateway);
      expect(await signOut()).toEqual({ ended: true });
      expect(await signOut()).toEqual({ ended: false });
      await refused(resolve({ sessionId }), 'identity.session-ended');
      await refused(refresh(refreshToken), 'identity.session-ended');
    });

    it('run out: a token after 30 days without use, a session after 90', async () => {
      const idle = await opened();
      clock.advance(30 * 24 * 60 * minute + 1);
      await refused(refresh(idle.refreshToken), 'identity.session-ended');

      let { sessionId, refreshToken } = await opened();
      for (let i = 0; i < 4; i++) {
        clock.advance(22 * 24 * 60 * minute);
        ({ refreshToken } = await refresh(refreshToken));
      }
      clock.advance(2 * 24 * 60 * minute + 1);
      await refused(refresh(refreshToken), 'identity.session-ended');
      await refused(resolve({ sessionId }), 'identity.session-ended');
    });

    it('know nothing of a token or session nobody was given', async () => {
      await refused(refresh('trt_made-up'), 'identity.session-ended');
      await refused(resolve({ sessionId: newId() }), 'identity.session-ended');
      await refused(resolve({}), 'identity.session-ended');
    });
  });

  describe('API keys', () => {
    const aKey = (of: Club, changes: Partial<Fields<CreateApiKey>> = {}): Fields<CreateApiKey> => ({
      apiKeyId: newId(),
      organizationId: of.organization.id,
      role: 'club-administrator',
      name: 'Website',
      ...changes,
    });
    const createKey = (fields: Fields<CreateApiKey>, who: Caller = network.operator) =>
      network.world.ask(message(CreateApiKey, fields), who);
    const revoke = (apiKeyId: string, who: Caller) => network.world.ask(message(RevokeApiKey, { apiKeyId }), who);

    it('open their organization until they are revoked, at once', async () => {
      const { id, secret, lastFour } = await createKey(aKey(club), club.admin);
      expect(secret.endsWith(lastFour)).toBe(true);
      expect(await resolve({ apiKey: secret })).toMatchObject({
        kind: 'api-key',
        id,
        roles: ['club-administrator'],
        organization: { id: club.organization.id },
      });

      await refused(revoke(id, foreign.admin), 'identity.no-such-api-key');
      const revoked = await revoke(id, federation.admin);
      expect(revoked.revokedAt).toBe(clock.now().toISOString());
      clock.advance(minute);
      expect(await revoke(id, club.admin)).toEqual(revoked);
      await refused(resolve({ apiKey: secret }), 'identity.session-ended');
    });

    it('expire', async () => {
      const { secret } = await createKey(aKey(club, { validDays: 1 }));
      await resolve({ apiKey: secret });
      clock.advance(24 * 60 * minute);
      await refused(resolve({ apiKey: secret }), 'identity.session-ended');
    });

    it('are made once by a repeat, which replaces the secret that may never have arrived', async () => {
      const fields = aKey(club);
      const first = await createKey(fields);
      const second = await createKey(fields);
      expect(second).toMatchObject({ id: first.id, createdAt: first.createdAt });
      await refused(resolve({ apiKey: first.secret }), 'identity.session-ended');
      await resolve({ apiKey: second.secret });
      await refused(createKey({ ...fields, name: 'Other' }), 'identity.id-taken');
      await refused(createKey({ ...fields, organizationId: foreign.organization.id }, foreign.admin), 'identity.id-taken');
      clock.advance(24 * 60 * minute);
      await refused(createKey(fields), 'identity.id-taken');
    });

    it('are listed without their secrets, each to its own organization and federation', async () => {
      const { id, secret } = await createKey(aKey(club));
      const page = await network.world.ask(message(ListApiKeys, { limit: 200 }), federation.admin);
      expect(page.data.map((key) => key.id)).toContain(id);
      expect(JSON.stringify(page)).not.toContain(secret);
      const elsewhere = await network.world.ask(message(ListApiKeys, { limit: 200 }), foreign.admin);
      expect(elsewhere.data).toEqual([]);
    });

    it('are kept hashed, and audited', async () => {
      const { id, secret } = await createKey(aKey(club));
      const [stored] = await network.sql<{ text: string }>(`SELECT to_jsonb(k)::text AS text FROM api_keys k WHERE id = $1`, [id]);
      expect(stored.text).not.toContain(secret);
      const audited = await network.sql(`SELECT FROM audit_log WHERE subject = $1 AND action = 'identity.api-key-created'`, [id]);
      expect(audited).toHaveLength(1);
    });
  });

  it('the operator’s key is made by a step of its own, and replaced by the next', async () => {
    const database = network.world.database('identity').name;
    const seed = (key: string) => seedOperator({ DATABASE_URL: databaseUrl(identity, database, 'service'), OPERATOR_API_KEY: key });
    const [first, second] = ['a', 'b'].map((letter) => letter.repeat(40));
    await seed(first);
    expect(await resolve({ apiKey: first })).toMatchObject({ roles: ['operator'], organization: null, grants: [] });
    await refused(resolve({ apiKey: first, organizationId: club.organization.id }), 'identity.organization-not-granted');
    await seed(second);
    await refused(resolve({ apiKey: first }), 'identity.session-ended');
    await resolve({ apiKey: second });
    await expect(seed('short')).rejects.toThrow('OPERATOR_API_KEY');
  });
});
