import type { Caller, Uuid } from '#contracts/caller';
import { GetAccount, ListAccounts } from '#contracts/identity/accounts.query';
import {
  Activate,
  GetActivationLink,
  RequestActivation,
  RequestActivations,
  RequestSignUpCode,
  SignUp,
} from '#contracts/identity/activation';
import { ChangeClientSettings, GetClientSettings } from '#contracts/identity/client-settings';
import { ListLetters } from '#contracts/identity/letters.query';
import { CreateAccount } from '#contracts/identity/new-account';
import { RefreshSession, SignIn } from '#contracts/identity/sessions.command';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { letterTo, lettersTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import { Network, aRow, anAdult, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const day = 86_400_000;

describe('activating an account', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let club: Club;
  let sibling: Club;
  let made = 0;

  beforeAll(async () => {
    network = await Network.start({ clock });
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    sibling = await network.club(federation.organization.id, { name: 'CPA Longueuil' });
  });
  afterAll(() => network?.world.stop());

  const anAddress = () => `owner.${newId()}@mail.test`;
  const aName = () => `Zu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const account = (email: string | undefined, as: Club = club) =>
    network.world.ask(message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName: aName(), email }), as.admin);
  const tokenIn = (letter: { text: string }) => /#(tal_[\w-]+)/.exec(letter.text)?.[1] ?? '';
  const link = (token: string) => network.world.ask(message(GetActivationLink, { token }), gateway);
  const activate = (token: string, given = password) => network.world.ask(message(Activate, { token, password: given }), gateway);
  const request = (accountId: Uuid, as: Caller = club.admin) => network.world.ask(message(RequestActivation, { accountId }), as);
  const signIn = (email: string, given = password, address = newId().slice(0, 30)) =>
    network.world.ask(message(SignIn, { email, password: given, address }), gateway);
  const shown = (accountId: Uuid, as: Club = club) => network.world.ask(message(GetAccount, { accountId }), as.admin);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

  it('ID-12: the client follows the link, chooses a password, and is signed in', async () => {
    const email = anAddress();
    const { id } = await account(email);
    const token = tokenIn(await letterTo(email));
    expect(await link(token)).toEqual({ organizationName: 'CPA Laval', firstName: 'Ana', email, expiresAt: '2026-10-31T12:00:00.000Z' });
    const session = await activate(token);
    expect(session).toMatchObject({ sessionId: expect.any(String), refreshToken: expect.any(String) });
    expect((await shown(id)).activation).toEqual({ state: 'active', requestedAt: null, expiresAt: null, username: email });
    expect((await signIn(email.toUpperCase())).userId).toBe(session.userId);
    const entries = await network.sql(`SELECT caller FROM audit_log WHERE subject = $1 AND action = 'identity.account-activated'`, [id]);
    expect(entries).toEqual([{ caller: `user:${session.userId}` }]);
  });

  it('keeps of a link its hash alone', async () => {
    const email = anAddress();
    await account(email);
    const token = tokenIn(await letterTo(email));
    const everything = await network.sql<{ text: string }>(
      `SELECT a::text || coalesce((SELECT string_agg(l::text, '') FROM letters l), '') AS text FROM activations a`,
    );
    expect(everything.length).toBeGreaterThan(0);
    expect(everything.filter(({ text }) => text.includes(token))).toEqual([]);
  });

  it('ID-12: a link works once', async () => {
    const email = anAddress();
    await account(email);
    const token = tokenIn(await letterTo(email));
    const tries = await Promise.allSettled([activate(token), activate(token, 'another password for it')]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await refused(activate(token), 'identity.no-such-link');
    await refused(link(token), 'identity.no-such-link');
    await refused(link('tal_unheard-of'), 'identity.no-such-link');
  });

  it('ID-14: a link works for 60 days, or as many as the organization says', async () => {
    const settings = await network.world.ask(message(GetClientSettings, { organizationId: sibling.organization.id }), sibling.admin);
    expect(settings).toMatchObject({ linkDays: 60, selfSignUp: true, version: 1 });
    const change = (fields: Partial<Fields<ChangeClientSettings>>, as = sibling.admin) =>
      network.world.ask(message(ChangeClientSettings, { organizationId: sibling.organization.id, version: 1, ...fields }), as);
    expect(await change({ linkDays: 3 })).toMatchObject({ linkDays: 3, selfSignUp: true, version: 2 });
    await refused(change({ linkDays: 4 }), 'identity.stale-client-settings');
    await refused(change({ version: 2, linkDays: 4 }, club.admin), 'identity.no-such-organization');

    const [long, short] = [anAddress(), anAddress()];
    await account(long);
    await account(short, sibling);
    const [longToken, shortToken] = [tokenIn(await letterTo(long)), tokenIn(await letterTo(short))];
    clock.advance(3 * day);
    await refused(activate(shortToken), 'identity.no-such-link');
    clock.advance(57 * day - 1);
    expect((await link(longToken)).email).toBe(long);
    clock.advance(1);
    await refused(link(longToken), 'identity.no-such-link');
  });

  it('ID-13: is asked for again, which voids the earlier link', async () => {
    const email = anAddress();
    const { id } = await account(email);
    const first = tokenIn(await letterTo(email));
    expect(await request(id)).toMatchObject({ state: 'requested', requestedAt: clock.now().toISOString() });
    const second = tokenIn(await letterTo(email, 2));
    await refused(activate(first), 'identity.no-such-link');
    await activate(second);
    await refused(request(id), 'identity.already-active');
  });

  it('ID-11: cannot be asked of an account without address, nor of a placeholder', async () => {
    const { id } = await account(undefined);
    await refused(request(id), 'identity.no-address');
    const importId = newId();
    await network.admit(club, importId, [aRow(importId, 2, `Léa ${aName()}`, { email: anAddress() })]);
    const [{ id: placeholder }] = (await network.world.ask(message(ListAccounts, { limit: 5, importId }), club.admin)).data;
    await refused(request(placeholder), 'identity.no-address');
  });

  it('is asked of one’s own clients only', async () => {
    const { id } = await account(anAddress());
    await refused(request(id, sibling.admin), 'identity.no-such-account');
    await refused(request(newId(), sibling.admin), 'identity.no-such-account');
  });

  it('ID-13: imported clients get no letter until somebody asks, in mass for those since a day', async () => {
    const own = await network.club(String(club.organization.federationId), { name: 'CPA Verdun' });
    const importId = newId();
    const addresses = Array.from({ length: 30 }, anAddress);
    await network.admit(own, importId, [
      ...addresses.map((email, i) => anAdult(importId, i + 2, `Imported ${aName()}`, { email })),
      anAdult(importId, 50, `Silent ${aName()}`),
    ]);
    const active = anAddress();
    await account(active, own);
    await activate(tokenIn(await letterTo(active)));
    expect(await network.sql(`SELECT FROM activations WHERE organization_id = $1`, [own.organization.id])).toHaveLength(1);

    const ask = (createdAfter: string, idempotencyKey?: string) =>
      network.world.ask(message(RequestActivations, { createdAfter }), own.admin, { idempotencyKey });
    expect(await ask('2099-01-01')).toEqual({ requested: 0 });
    const key = newId();
    expect(await ask('2000-01-01', key)).toEqual({ requested: 30 });
    expect(await ask('2000-01-01', key)).toEqual({ requested: 30 });
    for (const email of addresses) await letterTo(email);
    for (const email of addresses) expect(await lettersTo(email)).toHaveLength(1);
    await activate(tokenIn(await letterTo(addresses[7])));
    expect(await ask('2000-01-01')).toEqual({ requested: 29 });
  });

  it('shows the organization what became of its letters, and nobody else', async () => {
    const email = `nobody.${newId()}@mail.test`;
    const { id } = await account(email);
    const letters = (as: Club, fields: Partial<Fields<ListLetters>> = {}) =>
      network.world.ask(message(ListLetters, { limit: 200, accountId: id, ...fields }), as.admin).then(({ data }) => data);
    await eventually(async () => (await letters(club, { state: 'given-up' })).length === 1);
    expect(await letters(club)).toEqual([
      expect.objectContaining({ kind: 'activation', accountId: id, state: 'given-up', problem: 'EENVELOPE 550', sentAt: null }),
    ]);
    expect(await letters(club, { state: 'sent' })).toEqual([]);
    expect(await letters(sibling)).toEqual([]);
    const page = await network.world.ask(message(ListLetters, { limit: 1 }), club.admin);
    const rest = await network.world.ask(message(ListLetters, { limit: 200, after: String(page.next) }), club.admin);
    expect(rest.data.map((letter) => letter.id)).not.toContain(page.data[0].id);
  });

  it('gives one sign-in to the accounts of two networks: the last password chosen holds, earlier sessions end', async () => {
    const stranger = await network.club((await network.federation()).organization.id, { name: 'CPA Gatineau' });
    const email = anAddress();
    const importId = newId();
    await account(email);
    const first = await activate(tokenIn(await letterTo(email)));
    await network.admit(stranger, importId, [anAdult(importId, 2, `Ana ${aName()}`, { email })]);
    const [{ id }] = (await network.world.ask(message(ListAccounts, { limit: 5, importId }), stranger.admin)).data;
    await request(id, stranger.admin);
    const second = await activate(tokenIn(await letterTo(email, 2)), 'a new password for both');
    expect(second.userId).toBe(first.userId);
    await refused(network.world.ask(message(RefreshSession, { refreshToken: first.refreshToken }), gateway), 'identity.session-ended');
    await refused(signIn(email), 'identity.sign-in-refused');
    await signIn(email, 'a new password for both');
  });

  describe('ID-15: signing up', () => {
    const ask = (email: string, of: Club = club, address = newId().slice(0, 30)) =>
      network.world.ask(message(RequestSignUpCode, { organizationId: of.organization.id, email, language: 'en', address }), gateway);
    const signUp = (email: string, code: string, changes: Partial<Fields<SignUp>> = {}) =>
      network.world.ask(
        message(SignUp, {
          organizationId: club.organization.id,
          email,
          code,
          firstName: 'Ben',
          lastName: aName(),
          password,
          address: newId().slice(0, 30),
          ...changes,
        }),
        gateway,
      );
    const codeIn = ({ text }: { text: string }) => /^\d{6}$/m.exec(text)?.[0] ?? '';

    it('proves the address by six digits, and makes a client who is signed in', async () => {
      const email = anAddress();
      expect(await ask(email)).toEqual({ sent: true });
      const { accountId, userId } = await signUp(email, codeIn(await letterTo(email)));
      expect(await shown(accountId)).toMatchObject({ email, activation: { state: 'active', username: email } });
      expect((await signIn(email)).userId).toBe(userId);
    });

    it('takes the newest code only, and that once', async () => {
      const email = anAddress();
      await ask(email);
      const first = codeIn(await letterTo(email));
      await ask(email);
      const second = codeIn(await letterTo(email, 2));
      if (first !== second) await refused(signUp(email, first), 'identity.code-refused');
      await signUp(email, second);
      await refused(signUp(email, second), 'identity.code-refused');
    });

    it('takes no code after ten minutes, nor after five wrong ones', async () => {
      const [late, guessed] = [anAddress(), anAddress()];
      await ask(late);
      const lateCode = codeIn(await letterTo(late));
      clock.advance(600_000);
      await refused(signUp(late, lateCode), 'identity.code-refused');

      await ask(guessed);
      const code = codeIn(await letterTo(guessed));
      const wrong = code === '000000' ? '000001' : '000000';
      for (let i = 0; i < 5; i++) await refused(signUp(guessed, wrong), 'identity.code-refused');
      await refused(signUp(guessed, code), 'identity.code-refused');
    });

    it('answers alike for an address that signs in already, and tells its owner alone', async () => {
      const email = anAddress();
      await account(email);
      await activate(tokenIn(await letterTo(email)));
      expect(await ask(email)).toEqual({ sent: true });
      const letter = await letterTo(email, 2);
      expect(codeIn(letter)).toBe('');
      expect(letter.text).toContain('You have a sign-in already');
    });

    it('activates the account the organization had made for the address', async () => {
      const email = anAddress();
      const { id } = await account(email);
      await ask(email);
      const { accountId } = await signUp(email, codeIn(await letterTo(email, 2)));
      expect(accountId).toBe(id);
      await refused(activate(tokenIn(await letterTo(email))), 'identity.no-such-link');
    });

    it('sends an address five letters an hour at most, whoever asks from wherever, and answers as always', async () => {
      const email = anAddress();
      for (let i = 0; i < 8; i++) expect(await ask(email)).toEqual({ sent: true });
      await letterTo(email, 5);
      clock.advance(3_600_001);
      expect(await ask(email)).toEqual({ sent: true });
      await letterTo(email, 6);
      expect(await lettersTo(email)).toHaveLength(6);
    });

    it('slows down whoever asks or guesses too often', async () => {
      const email = anAddress();
      const address = '203.0.113.9';
      for (let i = 0; i < 5; i++) await ask(email, club, address);
      await refused(ask(email, club, address), 'identity.sign-in-slowed');
      for (let i = 0; i < 5; i++) await refused(signUp(email, '000000', { address }), 'identity.code-refused');
      await refused(signUp(email, '000000', { address }), 'identity.sign-in-slowed');
    });

    it('ID-4: is for adults', async () => {
      const email = anAddress();
      await ask(email);
      const code = codeIn(await letterTo(email));
      await refused(signUp(email, code, { birthDate: '2015-01-01' }), 'identity.owner-under-age');
      await signUp(email, code, { birthDate: '1990-01-01' });
    });

    it('is closed where the organization says so, as if there were none', async () => {
      const closed = await network.club(String(club.organization.federationId));
      const organizationId = closed.organization.id;
      await network.world.ask(message(ChangeClientSettings, { organizationId, version: 1, selfSignUp: false }), closed.admin);
      await refused(ask(anAddress(), closed), 'identity.no-such-organization');
      await refused(signUp(anAddress(), '123456', { organizationId }), 'identity.code-refused');
    });
  });
});
