import type { Command } from '@nestjs/cqrs';
import { CreateUser } from '#contracts/identity/access';
import { Activate } from '#contracts/identity/activation';
import { GetAccount } from '#contracts/identity/accounts.query';
import { ListAuditLog, ListOwnAuditLog, VerifyAuditLog, VerifyOwnAuditLog } from '#contracts/identity/audit-log.query';
import { CreateAccount } from '#contracts/identity/new-account';
import {
  ChangePassword,
  ChangeUsername,
  RequestPasswordReset,
  RequestUsername,
  ResetPassword,
  SignOutEverywhere,
} from '#contracts/identity/passwords';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { ConfirmSecondFactor, RemoveSecondFactor, StartSecondFactor } from '#contracts/identity/second-factors';
import { RefreshSession, SignIn, SignOut } from '#contracts/identity/sessions.command';
import type { Caller, Uuid } from '#contracts/caller';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { letterTo, lettersTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import { codeOf, stepAt } from '../src/persistence/totp.js';
import { fromBase32 } from './base32.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const another = 'four other words altogether';
const minute = 60_000;

describe('one’s own sign-in', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let club: Club;

  beforeAll(async () => {
    network = await Network.start({ clock });
    club = await network.club((await network.federation()).organization.id);
  });
  afterAll(() => network?.world.stop());

  const anAddress = () => `somebody.${newId()}@mail.test`;
  const elsewhere = () => newId().slice(0, 30); // A network address nobody used before.
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const signIn = (email: string, given = password, address = elsewhere()) =>
    network.world.ask(message(SignIn, { email, password: given, address }), gateway);
  const isOpen = (sessionId: Uuid) =>
    network.world.ask(message(ResolveCaller, { sessionId }), gateway).then(
      () => true,
      () => false,
    );
  const asUser = (id: Uuid): Caller => ({
    kind: 'user',
    id,
    name: 'Ana',
    roles: [],
    organization: null,
    organizations: [],
    federationId: null,
  });
  const staff = async (email = anAddress()) => {
    const fields = {
      userId: newId(),
      organizationId: club.organization.id,
      role: 'club-administrator' as const,
      email,
      name: 'Camille',
      password,
    };
    await network.world.ask(message(CreateUser, fields), club.admin);
    return { email, grantId: fields.userId };
  };
  const client = async () => {
    const email = anAddress();
    const lastName = `Q${newId().replace(/[^a-f]/g, '')}`;
    const { id } = await network.world.ask(message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName, email }), club.admin);
    const token = /#(tal_[\w-]+)/.exec((await letterTo(email)).text)?.[1] ?? '';
    const session = await network.world.ask(message(Activate, { token, password }), gateway);
    return { email, accountId: id, ...session };
  };
  const askReset = (email: string, address = elsewhere()) =>
    network.world.ask(message(RequestPasswordReset, { email, language: 'nl', address }), gateway);
  const reset = (token: string, given = another) => network.world.ask(message(ResetPassword, { token, password: given }), gateway);
  const resetTokenIn = ({ text }: { text: string }) => /#(trl_[\w-]+)/.exec(text)?.[1] ?? '';
  const codeIn = ({ text }: { text: string }) => /^\d{6}$/m.exec(text)?.[0] ?? '';
  const logOf = (own: Uuid, action?: string) =>
    network.world.ask(message(ListOwnAuditLog, { limit: 200, action }), asUser(own)).then(({ data }) => data);

  describe('a forgotten password', () => {
    it('is replaced by a link that works once; every session ends', async () => {
      const { email } = await staff();
      const sessions = [await signIn(email), await signIn(email)];
      expect(await askReset(email.toUpperCase())).toEqual({ sent: true });
      const letter = await letterTo(email);
      expect(letter).toMatchObject({ subject: 'Kies een nieuw wachtwoord', fromName: 'Tessera' });
      const token = resetTokenIn(letter);
      expect(Buffer.from(token.slice(4), 'base64url')).toHaveLength(32); // 256 bits
      const tries = await Promise.allSettled([reset(token), reset(token)]);
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const { sessionId, refreshToken } of sessions) {
        expect(await isOpen(sessionId)).toBe(false);
        await refused(network.world.ask(message(RefreshSession, { refreshToken }), gateway), 'identity.session-ended');
      }
      await refused(signIn(email), 'identity.sign-in-refused');
      const { userId } = await signIn(email, another);
      expect(await logOf(userId, 'identity.password-reset')).toEqual([expect.objectContaining({ facts: { sessionsEnded: 2 } })]);
    });

    it('keeps of the link its hash alone', async () => {
      const { email } = await staff();
      await askReset(email);
      const token = resetTokenIn(await letterTo(email));
      const kept = await network.sql<{ text: string }>(
        `SELECT r::text AS text FROM password_resets r UNION ALL SELECT l::text FROM letters l`,
      );
      expect(kept.length).toBeGreaterThan(0);
      expect(kept.filter(({ text }) => text.includes(token))).toEqual([]);
    });

    it('is not replaced after an hour, nor by an earlier link', async () => {
      const { email } = await staff();
      await askReset(email);
      const first = resetTokenIn(await letterTo(email));
      await askReset(email);
      const second = resetTokenIn(await letterTo(email, 2));
      await refused(reset(first), 'identity.no-such-reset');
      clock.advance(60 * minute);
      await refused(reset(second), 'identity.no-such-reset');
      await refused(reset('trl_unheard-of'), 'identity.no-such-reset');
      await signIn(email);
    });

    it('of an unknown address is answered alike, and nobody is written to', async () => {
      const [unknown, known] = [anAddress(), (await staff()).email];
      expect(await askReset(unknown)).toEqual(await askReset(known));
      await letterTo(known);
      await eventually(async () => (await network.sql(`SELECT FROM reset_requests`)).length === 0);
      expect(await lettersTo(unknown)).toEqual([]);
    });

    it('fills nobody’s mailbox: five letters an hour, and asking too often from one place is slowed', async () => {
      const { email } = await staff();
      for (let i = 0; i < 7; i++) await askReset(email);
      await letterTo(email, 5);
      await eventually(async () => (await network.sql(`SELECT FROM reset_requests`)).length === 0);
      clock.advance(61 * minute);
      await askReset(email);
      await letterTo(email, 6);
      expect(await lettersTo(email)).toHaveLength(6);
      const address = '203.0.113.20';
      for (let i = 0; i < 5; i++) await askReset(email, address);
      await refused(askReset(email, address), 'identity.sign-in-slowed');
    });
  });

  it('is slowed after five failures, and the right password works after the wait', async () => {
    const { email } = await staff();
    const address = '203.0.113.30';
    for (let i = 0; i < 5; i++) await refused(signIn(email, 'wrong password here', address), 'identity.sign-in-refused');
    await refused(signIn(email, password, address), 'identity.sign-in-slowed');
    clock.advance(41_000);
    await signIn(email, password, address);
  });

  it('is left on every device at once', async () => {
    const { email } = await staff();
    const sessions = [await signIn(email), await signIn(email), await signIn(email)];
    const [{ userId }] = sessions;
    const other = await signIn((await staff()).email);
    expect(await network.world.ask(message(SignOutEverywhere, {}), asUser(userId))).toEqual({ ended: 3 });
    for (const { sessionId } of sessions) expect(await isOpen(sessionId)).toBe(false);
    expect(await isOpen(other.sessionId)).toBe(true);
    await refused(network.world.ask(message(SignOutEverywhere, {}), { ...asUser(newId()), kind: 'api-key' }), 'platform.forbidden');
  });

  it('gets another password from whoever knows the one that holds; the other sessions end', async () => {
    const { email } = await staff();
    const [kept, other] = [await signIn(email), await signIn(email)];
    const change = (given: string, address = elsewhere()) =>
      network.world.ask(
        message(ChangePassword, { sessionId: kept.sessionId, password: given, newPassword: another, address }),
        asUser(kept.userId),
      );
    const address = '203.0.113.40';
    for (let i = 0; i < 5; i++) await refused(change('wrong password here', address), 'identity.wrong-password');
    await refused(change(password, address), 'identity.sign-in-slowed');
    await change(password);
    expect(await isOpen(kept.sessionId)).toBe(true);
    expect(await isOpen(other.sessionId)).toBe(false);
    await signIn(email, another);
  });

  describe('ID-17: the username', () => {
    const request = (userId: Uuid, username: string, given = password, language?: 'en' | 'fr' | 'nl') =>
      network.world.ask(message(RequestUsername, { username, password: given, address: elsewhere(), language }), asUser(userId));
    const confirm = (userId: Uuid, code: string) => network.world.ask(message(ChangeUsername, { code }), asUser(userId));

    it('is changed by the client with a code sent to the new address; staff see it, and the earlier address is told', async () => {
      const { email, userId, accountId } = await client();
      const username = anAddress();
      await refused(request(userId, username, 'wrong password here'), 'identity.wrong-password');
      expect(await request(userId, username)).toEqual({ sent: true });
      expect(await confirm(userId, codeIn(await letterTo(username)))).toEqual({ username });
      expect((await letterTo(email, 2)).subject).toBe('Your username has changed');
      expect((await signIn(username)).userId).toBe(userId);
      await refused(signIn(email), 'identity.sign-in-refused');
      const account = await network.world.ask(message(GetAccount, { accountId }), club.admin);
      expect(account).toMatchObject({ email, activation: { username } }); // Where the club writes to is another thing.
      expect(await logOf(userId, 'identity.username-changed')).toHaveLength(1);
    });

    it.each([
      ['en', 'Your username has changed'],
      ['fr', 'Votre nom d’utilisateur a changé'],
      ['nl', 'Uw gebruikersnaam is gewijzigd'],
    ] as const)('is told to the earlier address in the language of whoever asked: %s', async (language, subject) => {
      const { email, userId } = await client();
      const username = anAddress();
      await request(userId, username, password, language);
      await confirm(userId, codeIn(await letterTo(username)));
      expect((await letterTo(email, 2)).subject).toBe(subject);
    });

    it('cannot become somebody else’s, and asking does not tell whether it is', async () => {
      const [{ userId }, taken] = [await client(), await staff()];
      expect(await request(userId, taken.email)).toEqual({ sent: true });
      const letter = await letterTo(taken.email);
      expect(codeIn(letter)).toBe('');
      expect(letter.subject).toBe('You have a sign-in with this address');
      await refused(confirm(userId, '123456'), 'identity.code-refused');
    });

    it('is not changed by a wrong, old or spent code', async () => {
      const { userId, email } = await client();
      const username = anAddress();
      await request(userId, username);
      const code = codeIn(await letterTo(username));
      const wrong = code === '000000' ? '000001' : '000000';
      for (let i = 0; i < 5; i++) await refused(confirm(userId, wrong), 'identity.code-refused');
      await refused(confirm(userId, code), 'identity.code-refused');
      const later = anAddress();
      await request(userId, later);
      const late = codeIn(await letterTo(later));
      clock.advance(10 * minute);
      await refused(confirm(userId, late), 'identity.code-refused');
      await signIn(email);
    });
  });

  describe('the log of identity and rights', () => {
    it('tells of sign-ins, refusals and sign-outs of staff to their organization, and of a client’s to nobody else', async () => {
      const { email, grantId } = await staff();
      await refused(signIn(email, 'wrong password here'), 'identity.sign-in-refused');
      const { sessionId, userId, refreshToken } = await signIn(email);
      await network.world.ask(message(RefreshSession, { refreshToken }), gateway);
      await refused(network.world.ask(message(RefreshSession, { refreshToken }), gateway), 'identity.session-ended');
      const second = await signIn(email);
      await network.world.ask(message(SignOut, { sessionId: second.sessionId }), gateway);
      const actions = (entries: readonly { action: string }[]) => entries.map(({ action }) => action).sort();
      const expected = [
        'identity.refresh-token-reused',
        'identity.sign-in-refused',
        'identity.signed-in',
        'identity.signed-in',
        'identity.signed-out',
      ];
      await eventually(async () => (await logOf(userId)).length === 5);
      expect(actions(await logOf(userId))).toEqual(expected);
      const about = (subject: string) =>
        network.world.ask(message(ListAuditLog, { limit: 200, about: subject }), club.admin).then(({ data }) => data);
      const ofClub = await eventually(async () => {
        const entries = await about(grantId);
        return entries.length === 6 && entries;
      });
      expect(actions(ofClub)).toEqual(['identity.access-granted', ...expected]);
      expect(ofClub.find(({ action }) => action === 'identity.signed-in')).toMatchObject({
        caller: `user:${userId}`,
        callerName: 'Camille',
      });
      expect(sessionId).not.toBe(second.sessionId);

      const { userId: clientId, email: clientEmail } = await client();
      await signIn(clientEmail);
      expect(actions(await logOf(clientId, 'identity.signed-in'))).toEqual(['identity.signed-in', 'identity.signed-in']); // By the letter, too.
      const ofOrganization = await network.world.ask(message(ListAuditLog, { limit: 200, action: 'identity.signed-in' }), club.admin);
      expect(JSON.stringify(ofOrganization.data)).not.toContain(clientId);
    });

    it('tells its owner of every wrong password and code, which try it was, and of everything asked for in their name', async () => {
      const { email, userId } = await client();
      const caller = asUser(userId);
      const ask = <T>(command: Command<T>) => network.world.ask(command, caller);
      for (let n = 0; n < 2; n++) await refused(signIn(email, 'wrong password here', '198.51.100.7'), 'identity.sign-in-refused');
      await refused(ask(message(StartSecondFactor, { password: 'wrong', address: '198.51.100.7' })), 'identity.wrong-password');
      const { secret } = await network.world.ask(message(StartSecondFactor, { password, address: elsewhere() }), caller);
      const code = () => codeOf(fromBase32(secret), stepAt(clock.now()));
      await refused(ask(message(ConfirmSecondFactor, { code: '000000' })), 'identity.second-factor-refused');
      await ask(message(ConfirmSecondFactor, { code: code() }));
      clock.advance(minute);
      const withCode = (given: string) =>
        network.world.ask(message(SignIn, { email, password, address: elsewhere(), code: given }), gateway);
      for (let n = 0; n < 2; n++) await refused(withCode('000000'), 'identity.second-factor-refused');
      const wrong = { password, code: '000000', address: elsewhere() };
      await refused(ask(message(RemoveSecondFactor, wrong)), 'identity.second-factor-refused');
      await askReset(email);
      await ask(message(RequestUsername, { username: anAddress(), password, address: elsewhere() }));
      await refused(ask(message(ChangeUsername, { code: '000000' })), 'identity.code-refused');

      const told = await eventually(async () => {
        const entries = (await logOf(userId)).map(({ action, facts }) => `${action} ${(facts as { tries?: number }).tries ?? ''}`.trim());
        return entries.length === 13 && entries.sort();
      });
      expect(told).toEqual(
        [
          'identity.password-chosen',
          'identity.password-refused 1',
          'identity.password-reset-requested',
          'identity.second-factor-added',
          'identity.second-factor-refused 1',
          'identity.second-factor-refused 1',
          'identity.second-factor-refused 2',
          'identity.second-factor-refused 3',
          'identity.sign-in-refused 1',
          'identity.sign-in-refused 2',
          'identity.signed-in',
          'identity.username-refused',
          'identity.username-requested',
        ].sort(),
      );
    });

    it('is paged, the newest first, without a gap', async () => {
      const list = (after?: string) => network.world.ask(message(ListAuditLog, { limit: 3, after }), club.admin);
      const first = await list();
      const second = await list(String(first.next));
      const numbers = [...first.data, ...second.data].map(({ number }) => number);
      expect(numbers).toEqual(Array.from({ length: 6 }, (_, i) => numbers[0] - i));
      await refused(list('WyJ4Il0'), 'platform.bad-cursor');
    });

    it('can be verified by whoever reads it; what was changed or removed shows', async () => {
      const own = await network.club(String(club.organization.federationId));
      for (let i = 0; i < 4; i++)
        await network.world.ask(
          message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName: `Vérifiée${'abcd'[i]}` }),
          own.admin,
        );
      const verify = (as: Caller = own.admin) => network.world.ask(message(VerifyAuditLog, {}), as);
      const before = await verify();
      expect(before).toMatchObject({ whole: true, broken: [], head: expect.stringMatching(/^[0-9a-f]{64}$/) });
      expect(before.entries).toBeGreaterThanOrEqual(4);
      const tamper = (sql: string) =>
        network.sql(`DO $do$ BEGIN SET LOCAL session_replication_role = replica; ${sql}; END $do$`).then(() => undefined);
      const where = `organization_id = '${own.organization.id}' AND seq = ${before.entries - 1}`;
      await tamper(`UPDATE audit_log SET caller_name = 'Somebody else' WHERE ${where}`);
      expect(await verify()).toMatchObject({ whole: false, broken: [before.entries - 1] });
      await tamper(`DELETE FROM audit_log WHERE ${where}`);
      expect((await verify()).broken).toEqual([before.entries]);
      expect(await verify(club.admin)).toMatchObject({ whole: true });
      await tamper(`DELETE FROM audit_log WHERE organization_id = '${own.organization.id}'`);
      await tamper(`DELETE FROM audit_heads WHERE organization_id = '${own.organization.id}'`);
    });

    it('is read by administrators, and one’s own by whoever signs in', async () => {
      await refused(network.world.ask(message(ListAuditLog, { limit: 5 }), network.operator), 'platform.forbidden');
      await refused(network.world.ask(message(ListAuditLog, { limit: 5 }), asUser(newId())), 'platform.forbidden');
      expect(await logOf(newId())).toEqual([]);
    });

    it('is one’s own to read and verify without any right: an employee who may read nobody’s log reads theirs', async () => {
      const { email } = await staff();
      const { userId } = await signIn(email);
      const employee: Caller = { ...club.admin, kind: 'user', id: userId, roles: ['employee'], rights: [] };
      await refused(network.world.ask(message(ListAuditLog, { limit: 5 }), employee), 'platform.right-missing');
      const { data } = await network.world.ask(message(ListOwnAuditLog, { limit: 5 }), employee);
      expect(data.map(({ action }) => action)).toEqual(['identity.signed-in']);
      expect(await network.world.ask(message(VerifyOwnAuditLog, {}), employee)).toMatchObject({ whole: true, entries: 1 });
    });
  });
});
