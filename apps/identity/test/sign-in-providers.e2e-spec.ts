import type { Caller } from '#contracts/caller';
import { CreateUser } from '#contracts/identity/access';
import { ListOwnAuditLog } from '#contracts/identity/audit-log.query';
import { RequestPasswordReset, ResetPassword, SignOutEverywhere } from '#contracts/identity/passwords';
import { ResolveCaller } from '#contracts/identity/resolve-caller.query';
import { ConfirmSecondFactor, StartSecondFactor } from '#contracts/identity/second-factors';
import { RefreshSession, SignIn, type SessionOpened } from '#contracts/identity/sessions.command';
import {
  FinishProviderLink,
  FinishProviderSignIn,
  ListOwnProviders,
  ListSignInProviders,
  RemoveProviderLink,
  StartProviderLink,
  StartProviderSignIn,
} from '#contracts/identity/sign-in-providers';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { letterTo } from '#testing/inbox';
import { LocalProvider, type BroughtBack } from '#testing/local-provider';
import { MovedClock } from '#testing/moved-clock';
import { codeOf, stepAt } from '../src/persistence/totp.js';
import { fromBase32 } from './base32.js';
import { Network } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const address = '203.0.113.9';
const provider = 'club-id';
const minute = 60_000;

describe('signing in through a provider of OpenID Connect', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let outside: LocalProvider;
  let network: Network;
  let organizationId: string;

  beforeAll(async () => {
    outside = await LocalProvider.start(`https://tessera.test/sign-in/${provider}`);
    network = await Network.start({ clock, env: outside.settings(provider, 'Club ID') });
    organizationId = (await network.club((await network.federation()).organization.id)).organization.id;
  });
  afterAll(async () => {
    await network?.world.stop();
    await outside?.stop();
  });

  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const start = () => network.world.ask(message(StartProviderSignIn, { provider }), gateway);
  const finish = (flow: string, back: BroughtBack, factor?: string): Promise<SessionOpened> =>
    network.world.ask(message(FinishProviderSignIn, { provider, flow, ...back, factor }), gateway);
  const startLink = (who: Caller, given = password) =>
    network.world.ask(message(StartProviderLink, { provider, password: given, address }), who);
  const finishLink = (who: Caller, flow: string, back: BroughtBack) =>
    network.world.ask(message(FinishProviderLink, { provider, flow, ...back, language: 'fr' }), who);
  const actionsOf = async (who: Caller, chain?: string) => {
    const text = `SELECT action, facts FROM audit_log WHERE organization_id = $1 ORDER BY seq DESC`;
    return network.sql<{ action: string; facts: Record<string, unknown> }>(text, [chain ?? who.id]);
  };

  async function someone(): Promise<{ email: string; caller: Caller; userId: string }> {
    const email = `somebody.${newId()}@mail.test`;
    const fields = { userId: newId(), organizationId, role: 'club-administrator' as const, email, name: 'Camille Roy', password };
    await network.world.ask(message(CreateUser, fields), network.operator);
    const { userId: id } = await network.world.ask(message(SignIn, { email, password, address }), gateway);
    const caller: Caller = { kind: 'user', id, name: 'Camille Roy', roles: [], organization: null, organizations: [], federationId: null };
    return { email, caller, userId: fields.userId };
  }

  /** Somebody who has linked somebody of the provider. */
  async function linked(subject = `subject-${newId()}`) {
    const who = await someone();
    const { flow, authorizationUrl } = await startLink(who.caller);
    const link = await finishLink(who.caller, flow, await outside.visit(authorizationUrl, subject));
    return { ...who, subject, link };
  }

  async function signedIn(subject: string): Promise<SessionOpened> {
    const { flow, authorizationUrl } = await start();
    return finish(flow, await outside.visit(authorizationUrl, subject));
  }

  it('is offered where it is configured', async () => {
    expect(await network.world.ask(message(ListSignInProviders, {}), gateway)).toEqual({ data: [{ provider, name: 'Club ID' }] });
    await refused(network.world.ask(message(StartProviderSignIn, { provider: 'other' }), gateway), 'identity.no-such-provider');
  });

  it('sends the browser away with PKCE, state and nonce, and asks who it is and nothing else', async () => {
    const { authorizationUrl, expiresAt } = await start();
    const asked = Object.fromEntries(new URL(authorizationUrl).searchParams);
    expect(asked).toMatchObject({ response_type: 'code', scope: 'openid', code_challenge_method: 'S256', client_id: outside.clientId });
    expect(asked.redirect_uri).toBe(`https://tessera.test/sign-in/${provider}`);
    for (const once of [asked.state, asked.nonce, asked.code_challenge]) expect(once.length).toBeGreaterThanOrEqual(43);
    expect(expiresAt).toBe(new Date(clock.now().getTime() + 10 * minute).toISOString());
  });

  it('opens a session like any other once somebody has linked it: renewed, told of and ended alike', async () => {
    const { subject, caller } = await linked();
    const session = await signedIn(subject);
    expect(session.userId).toBe(caller.id);
    const resolved = await network.world.ask(message(ResolveCaller, { sessionId: session.sessionId }), gateway);
    expect(resolved.grants.map((grant) => grant.organizationId)).toEqual([organizationId]);
    const [latest] = await actionsOf(caller);
    expect(latest).toMatchObject({ action: 'identity.signed-in', facts: { session: session.sessionId, provider } });
    expect((await actionsOf(caller, organizationId)).map(({ facts }) => facts.session)).toContain(session.sessionId);

    const renewed = await network.world.ask(message(RefreshSession, { refreshToken: session.refreshToken }), gateway);
    await refused(network.world.ask(message(RefreshSession, { refreshToken: session.refreshToken }), gateway), 'identity.session-ended');
    await refused(network.world.ask(message(RefreshSession, { refreshToken: renewed.refreshToken }), gateway), 'identity.session-ended');
    const again = await signedIn(subject);
    await network.world.ask(message(SignOutEverywhere, {}), caller);
    await refused(network.world.ask(message(ResolveCaller, { sessionId: again.sessionId }), gateway), 'identity.session-ended');
  });

  it('opens nothing by an address alone: whether somebody here has it is not told', async () => {
    const { email } = await someone();
    const known = email.slice(0, email.indexOf('@')); // The provider vouches for this very address.
    const tries = [];
    for (const subject of [known, `nobody-${newId()}`]) {
      const { flow, authorizationUrl } = await start();
      const back = await outside.visit(authorizationUrl, subject);
      tries.push(await finish(flow, back).catch((error: unknown) => error));
    }
    expect(tries[0]).toMatchObject({ code: 'identity.provider-not-linked', kind: 'unauthenticated', facts: {} });
    expect(String(tries[0])).toBe(String(tries[1]));
  });

  it('is ended once, by the browser that began it, within ten minutes', async () => {
    const { subject } = await linked();
    const [one, other] = [await start(), await start()];
    const back = await outside.visit(one.authorizationUrl, subject);
    await refused(finish(other.flow, back), 'identity.provider-refused'); // Somebody else's browser: another state.
    await refused(finish(`tpf_${'A'.repeat(43)}`, back), 'identity.provider-refused');
    await finish(one.flow, back);
    await refused(finish(one.flow, back), 'identity.provider-refused');

    const late = await start();
    const lateBack = await outside.visit(late.authorizationUrl, subject);
    clock.advance(10 * minute);
    await refused(finish(late.flow, lateBack), 'identity.provider-refused');
  });

  it('takes no code twice, none that was never given, and no answer of another issuer', async () => {
    const { subject } = await linked();
    const tampered = async (change: (back: BroughtBack) => BroughtBack) => {
      const { flow, authorizationUrl } = await start();
      await refused(finish(flow, change(await outside.visit(authorizationUrl, subject))), 'identity.provider-refused');
      return flow;
    };
    const spent = await tampered((back) => ({ ...back, code: 'made-up' }));
    await refused(finish(spent, { code: 'another', state: 'x', iss: outside.issuer }), 'identity.provider-refused');
    await tampered((back) => ({ ...back, state: `${back.state.slice(0, -1)}~` }));
    await tampered((back) => ({ ...back, iss: 'https://somebody.else.test' }));
    await tampered(({ code, state }) => ({ code, state })); // It says who it is, so leaving that out is a sign of a mix-up.
  });

  it('keeps what a visit must be proven with encrypted, and its secret hashed', async () => {
    const { flow, authorizationUrl } = await start();
    const rows = await network.sql<{ row: string }>(`SELECT to_jsonb(f)::text AS row FROM provider_flows f`);
    const { state = '', nonce = '' } = Object.fromEntries(new URL(authorizationUrl).searchParams);
    for (const secret of [flow, state, nonce]) expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
  });

  it('does not stand in for a second factor: the same visit goes on with a code, and guesses are slowed', async () => {
    const { subject, caller } = await linked();
    const { secret } = await network.world.ask(message(StartSecondFactor, { password, address }), caller);
    const code = () => codeOf(fromBase32(secret), stepAt(clock.now()));
    await network.world.ask(message(ConfirmSecondFactor, { code: code() }), caller);
    clock.advance(minute);
    const { flow, authorizationUrl } = await start();
    const back = await outside.visit(authorizationUrl, subject);
    await refused(finish(flow, back), 'identity.second-factor-needed');
    for (let n = 1; n <= 5; n++) await refused(finish(flow, back, '000000'), 'identity.second-factor-refused');
    await refused(finish(flow, back, code()), 'identity.sign-in-slowed');
    clock.advance(2_000);
    expect((await finish(flow, back, code())).userId).toBe(caller.id);
    await refused(finish(flow, back, code()), 'identity.provider-refused');
  });

  it('refuses whom the organization has disabled, as the password does', async () => {
    const { subject, email, userId, caller } = await linked();
    await network.sql(`UPDATE grants SET disabled_at = now(), owner = false WHERE id = $1`, [userId]);
    await refused(signedIn(subject), 'identity.sign-in-refused');
    await refused(network.world.ask(message(SignIn, { email, password, address }), gateway), 'identity.sign-in-refused');
    await eventually(async () => (await actionsOf(caller)).filter(({ facts }) => facts.because === 'disabled').length === 2);
    await network.sql(`UPDATE grants SET disabled_at = NULL WHERE id = $1`, [userId]);
    await signedIn(subject);
  });

  describe('a link', () => {
    it('takes the password, is listed, told by a letter and in the log, and removed', async () => {
      const { caller, email, link, subject } = await linked();
      await refused(startLink(caller, 'wrong'), 'identity.wrong-password');
      expect(link).toEqual({ provider, name: 'Club ID', linkedAt: clock.now().toISOString(), lastUsedAt: null });
      expect((await letterTo(email)).subject).toBe('Vous pouvez désormais vous connecter avec Club ID');
      await signedIn(subject);
      const own = () => network.world.ask(message(ListOwnProviders, {}), caller);
      expect(await own()).toEqual({ data: [{ ...link, lastUsedAt: clock.now().toISOString() }] });

      await network.world.ask(message(RemoveProviderLink, { provider }), caller);
      await refused(network.world.ask(message(RemoveProviderLink, { provider }), caller), 'identity.no-such-provider-link');
      await refused(signedIn(subject), 'identity.provider-not-linked');
      expect((await own()).data[0].linkedAt).toBeNull();
      const { data } = await network.world.ask(message(ListOwnAuditLog, { limit: 10 }), caller);
      expect(data.map(({ action }) => action)).toEqual(expect.arrayContaining(['identity.provider-linked', 'identity.provider-unlinked']));
    });

    it('is of whoever began it: nobody links somebody else’s visit to their own sign-in', async () => {
      const [one, other] = [await someone(), await someone()];
      const { flow, authorizationUrl } = await startLink(one.caller);
      const back = await outside.visit(authorizationUrl, `subject-${newId()}`);
      await refused(finishLink(other.caller, flow, back), 'identity.provider-refused');
      await refused(finish(flow, back), 'identity.provider-refused'); // Nor is it a sign-in.
      await finishLink(one.caller, flow, back);
    });

    it('is one: somebody of a provider has one sign-in here, and a sign-in one of each provider', async () => {
      const { caller, subject } = await linked();
      for (const [who, as] of [
        [caller, `another-${newId()}`],
        [(await someone()).caller, subject],
      ] as const) {
        const { flow, authorizationUrl } = await startLink(who);
        await refused(finishLink(who, flow, await outside.visit(authorizationUrl, as)), 'identity.provider-linked');
      }
    });

    it('ends with a password chosen by a letter, as sessions do: what somebody slipped in opens nothing', async () => {
      const { email, subject } = await linked();
      await network.world.ask(message(RequestPasswordReset, { email, address }), gateway);
      const token = await eventually(async () => /#(trl_[\w-]+)/.exec((await letterTo(email, 2)).text)?.[1]);
      await network.world.ask(message(ResetPassword, { token, password: 'four other words altogether' }), gateway);
      await refused(signedIn(subject), 'identity.provider-not-linked');
    });

    it('is no matter of a key, which has no sign-in', async () => {
      const { caller } = await someone();
      await refused(startLink({ ...caller, kind: 'api-key' }), 'platform.forbidden');
    });
  });
});

describe('a provider that does not answer', () => {
  it('is told as such, and the password works meanwhile; nothing is offered where none is configured', async () => {
    const outside = await LocalProvider.start(`https://tessera.test/sign-in/${provider}`);
    const settings = outside.settings(provider, 'Club ID');
    await outside.stop();
    const network = await Network.start({ env: settings });
    const start = () => network.world.ask(message(StartProviderSignIn, { provider }), gateway);
    try {
      await expect(start()).rejects.toMatchObject({ code: 'identity.provider-unavailable', kind: 'unavailable' });
      await expect(start()).rejects.toMatchObject({ code: 'identity.provider-unavailable' }); // And asked again.
    } finally {
      await network.world.stop();
    }
    const without = await Network.start();
    try {
      expect(await without.world.ask(message(ListSignInProviders, {}), gateway)).toEqual({ data: [] });
    } finally {
      await without.world.stop();
    }
  });
});
