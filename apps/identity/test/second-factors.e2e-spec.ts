import type { Caller } from '#contracts/caller';
import { CreateUser } from '#contracts/identity/access';
import { Activate } from '#contracts/identity/activation';
import { CreateAccount } from '#contracts/identity/new-account';
import { ConfirmSecondFactor, GetSecondFactor, RemoveSecondFactor, StartSecondFactor } from '#contracts/identity/second-factors';
import { SignIn } from '#contracts/identity/sessions.command';
import { message } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import { codeOf, stepAt } from '../src/persistence/totp.js';
import { fromBase32 } from './base32.js';
import { Network } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const address = '203.0.113.1';
const stepMs = 30_000;

describe('a second factor', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let organizationId: string;
  let people = 0;

  beforeAll(async () => {
    network = await Network.start({ clock });
    organizationId = (await network.club((await network.federation()).organization.id)).organization.id;
  });
  afterAll(() => network.world.stop());

  const signIn = (email: string, code?: string, given = password, from = address) =>
    network.world.ask(message(SignIn, { email, password: given, address: from, code }), gateway);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

  async function someone(): Promise<{ email: string; caller: Caller }> {
    const email = `somebody${++people}.${newId()}@mail.test`;
    const fields = { userId: newId(), organizationId, role: 'club-administrator' as const, email, name: 'Camille Roy', password };
    await network.world.ask(message(CreateUser, fields), network.operator);
    const { userId: id } = await signIn(email);
    return {
      email,
      caller: { kind: 'user', id, name: 'Camille Roy', roles: [], organization: null, organizations: [], federationId: null },
    };
  }

  /** Somebody who has confirmed an authenticator, a step ago. */
  async function withFactor() {
    const who = await someone();
    const { secret } = await network.world.ask(message(StartSecondFactor, { password, address }), who.caller);
    const code = (offset = 0) => codeOf(fromBase32(secret), stepAt(clock.now()) + offset);
    const { recoveryCodes } = await network.world.ask(message(ConfirmSecondFactor, { code: code() }), who.caller);
    clock.advance(2 * stepMs);
    return { ...who, code, recoveryCodes };
  }

  it('is asked for once it was confirmed, and only of whoever knows the password', async () => {
    const { email, caller } = await someone();
    const { secret, uri } = await network.world.ask(message(StartSecondFactor, { password, address }), caller);
    expect(uri).toContain(`secret=${secret}`);
    await signIn(email); // Not confirmed yet.
    await refused(network.world.ask(message(ConfirmSecondFactor, { code: '000000' }), caller), 'identity.second-factor-refused');
    await network.world.ask(message(ConfirmSecondFactor, { code: codeOf(fromBase32(secret), stepAt(clock.now())) }), caller);
    await refused(signIn(email), 'identity.second-factor-needed');
    await refused(signIn(email, undefined, 'wrong'), 'identity.sign-in-refused');
    await refused(signIn(email, '000000', 'wrong'), 'identity.sign-in-refused');
    await refused(network.world.ask(message(StartSecondFactor, { password, address }), caller), 'identity.second-factor-on');
    expect(await network.world.ask(message(GetSecondFactor, {}), caller)).toEqual({ on: true, recoveryCodesLeft: 10 });
  });

  it('takes each code once, a step early or late, and none that is older', async () => {
    const { email, code } = await withFactor();
    await signIn(email, code(-1));
    await refused(signIn(email, code(-1)), 'identity.second-factor-refused');
    await signIn(email, code(1));
    await refused(signIn(email, code()), 'identity.second-factor-refused'); // A later one was taken.
    clock.advance(4 * stepMs);
    await refused(signIn(email, code(-3)), 'identity.second-factor-refused');
    await signIn(email, code());
  });

  it('takes one code once although it is given many times at once', async () => {
    const { email, code } = await withFactor();
    const given = code();
    const tries = await Promise.allSettled([1, 2, 3].map(() => signIn(email, given)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('may be missing: a recovery code signs in, once', async () => {
    const { email, caller, recoveryCodes } = await withFactor();
    expect(new Set(recoveryCodes).size).toBe(10);
    await signIn(email, recoveryCodes[0].toLowerCase().replaceAll('-', ''));
    await refused(signIn(email, recoveryCodes[0]), 'identity.second-factor-refused');
    expect(await network.world.ask(message(GetSecondFactor, {}), caller)).toEqual({ on: true, recoveryCodesLeft: 9 });
  });

  it('is not guessed: wrong codes slow the account down wherever they come from, and the right one works after the wait', async () => {
    const { email, code } = await withFactor();
    const from = (n: number) => `198.51.100.${n}`;
    for (let n = 1; n <= 5; n++) await refused(signIn(email, '000000', password, from(n)), 'identity.second-factor-refused');
    await refused(signIn(email, code(), password, from(6)), 'identity.sign-in-slowed');
    clock.advance(1000);
    await signIn(email, code(), password, from(7));
  });

  it('is not stood in for by a letter: an account is activated, and its owner signs in with the new password and a code', async () => {
    const { email, code } = await withFactor();
    const { admin } = await network.club((await network.federation()).organization.id);
    await network.world.ask(message(CreateAccount, { accountId: newId(), firstName: 'Camille', lastName: 'Roy', email }), admin);
    const token = /#(tal_[\w-]+)/.exec((await letterTo(email)).text)?.[1] ?? '';
    const newPassword = 'four other words altogether';
    await refused(network.world.ask(message(Activate, { token, password: newPassword }), gateway), 'identity.second-factor-needed');
    await refused(signIn(email, undefined, newPassword), 'identity.second-factor-needed');
    await signIn(email, code(), newPassword);
  });

  it('is removed by the password and a code, not by an open session alone', async () => {
    const { email, caller, code } = await withFactor();
    const remove = (fields: { password: string; code: string }) =>
      network.world.ask(message(RemoveSecondFactor, { ...fields, address }), caller);
    await refused(remove({ password: 'wrong', code: code() }), 'identity.wrong-password');
    await refused(remove({ password, code: '000000' }), 'identity.second-factor-refused');
    await remove({ password, code: code() });
    await signIn(email);
    await refused(remove({ password, code: code() }), 'identity.no-second-factor');
  });

  it('is kept encrypted, its recovery codes hashed, and what happens to it is in the log of whoever it is of', async () => {
    const { caller, recoveryCodes } = await withFactor();
    const [row] = await network.sql<{ secret: Buffer }>(`SELECT secret FROM second_factors WHERE user_id = $1`, [caller.id]);
    expect(row.secret.length).toBeGreaterThan(40); // Nonce, ciphertext and tag.
    const hashes = await network.sql<{ hash: string }>(`SELECT hash FROM recovery_codes WHERE user_id = $1`, [caller.id]);
    expect(hashes.some(({ hash }) => recoveryCodes.includes(hash))).toBe(false);
    const logged = await network.sql(`SELECT FROM audit_log WHERE organization_id = $1 AND action = 'identity.second-factor-added'`, [
      caller.id,
    ]);
    expect(logged).toHaveLength(1);
  });

  it('is for somebody who signs in by password: a key has none', async () => {
    const { caller } = await someone();
    await refused(network.world.ask(message(GetSecondFactor, {}), { ...caller, kind: 'api-key' }), 'platform.forbidden');
  });
});
