import { Activate } from '#contracts/identity/activation';
import {
  GetFamilyLoginLink,
  InviteFamilyMember,
  JoinFamily,
  ListFamilyLogins,
  StartFamilyLogin,
  WithdrawFamilyLogin,
} from '#contracts/identity/family-logins';
import { CreateForm, GetOwnAnswers } from '#contracts/identity/forms';
import { ListConsents } from '#contracts/identity/invitations';
import { AddMember, ListOwnAccounts } from '#contracts/identity/managing';
import { CreateAccount } from '#contracts/identity/new-account';
import { SignIn } from '#contracts/identity/sessions.command';
import { ChangeOwnMember } from '#contracts/identity/shared-fields';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo, lettersTo } from '#testing/inbox';
import { identityInvariants } from '../src/invariants.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';

describe('a login of one’s own to the account of a family', () => {
  let network: Network;
  let club: Club;
  let made = 0;

  beforeAll(async () => {
    network = await Network.start();
    club = await network.club((await network.federation()).organization.id);
  });
  afterAll(() => network?.world.stop());

  const aName = () => `Vu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const anAddress = () => `member.${newId()}@mail.test`;
  const tokenIn = ({ text }: { text: string }) => /#(t(?:al|fl)_[\w-]+)/.exec(text)?.[1] ?? '';
  const signedIn = (id: Uuid): Caller => ({
    kind: 'user',
    id,
    name: 'Ana',
    roles: [],
    organization: null,
    organizations: [],
    federationId: null,
  });
  /** An account whose owner signs in, with a member of 16 in it. */
  const aFamily = async (email = anAddress()) => {
    const told = { accountId: newId(), firstName: 'Ana', lastName: aName(), birthDate: '1985-04-09', email };
    const { id, clientId, owner } = await network.world.ask(message(CreateAccount, told), club.admin);
    const { userId } = await network.world.ask(message(Activate, { token: tokenIn(await letterTo(email)), password }), gateway);
    const teen = await add(id, { birthDate: '2010-02-03' });
    return { id, clientId, ownerId: String(owner.personId), owner: signedIn(userId), email, teen, name: `Ana ${told.lastName}` };
  };
  const add = (accountId: Uuid, fields: Partial<Fields<AddMember>> = {}) =>
    network.world.ask(message(AddMember, { personId: newId(), accountId, firstName: 'Léa', lastName: aName(), ...fields }), club.admin);
  const invite = (as: Caller, accountId: Uuid, personId: Uuid, email: string, language?: 'en') =>
    network.world.ask(message(InviteFamilyMember, { accountId, personId, email, language }), as);
  const start = (token: string) => network.world.ask(message(StartFamilyLogin, { token, password }), gateway);
  const link = (token: string) => network.world.ask(message(GetFamilyLoginLink, { token }), gateway);
  const join = (token: string, as: Caller) => network.world.ask(message(JoinFamily, { token }), as);
  const logins = async (as: Caller) => (await network.world.ask(message(ListFamilyLogins, {}), as)).data;
  const withdraw = (as: Caller, accountId: Uuid, personId: Uuid) =>
    network.world.ask(message(WithdrawFamilyLogin, { accountId, personId }), as);
  const accounts = async (as: Caller) => (await network.world.ask(message(ListOwnAccounts, {}), as)).data;
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const log = async (id: Uuid) =>
    (
      await network.sql<{ action: string }>(
        `SELECT action FROM audit_log WHERE organization_id = $1 AND action LIKE '%family%' ORDER BY seq`,
        [id],
      )
    ).map(({ action }) => action);

  it('ID-21: is invited to by the owner for ten days, begins with a password, and shows the member what is theirs', async () => {
    const { id, owner, teen, name, clientId, ownerId } = await aFamily();
    const email = anAddress();
    const invited = await invite(owner, id, teen.id, email);
    expect(invited).toMatchObject({ accountId: id, personId: teen.id, email, state: 'waiting' });
    expect(Date.parse(String(invited.expiresAt)) - Date.parse(String(invited.invitedAt))).toBe(10 * 86_400_000);
    expect(await logins(owner)).toEqual([invited]);
    const letter = await letterTo(email);
    expect(letter.text).toMatch(new RegExp(`${name} aimerait`)); // In the language of who made the account.
    const token = tokenIn(letter);
    expect(await link(token)).toEqual({ ownerName: name, firstName: 'Léa', email, expiresAt: invited.expiresAt, signsIn: false });
    const { userId } = await start(token);
    await refused(start(token), 'identity.no-such-link'); // Spent.
    expect(await logins(owner)).toEqual([{ ...invited, state: 'active', expiresAt: null }]);

    const member = signedIn(userId);
    const [account, ...others] = await accounts(member);
    expect([account.accountId, account.owner, others]).toEqual([id, false, []]);
    expect(account.members.map(({ personId }) => personId)).toEqual([teen.id]); // And nobody else's data.
    expect((await network.world.ask(message(ListConsents, {}), member)).data).toEqual([]);
    expect(await logins(member)).toEqual([]);
    const say = (personId: Uuid) =>
      network.world.ask(message(ChangeOwnMember, { accountId: id, personId, firstName: 'Lou', lastName: 'Roy' }), member);
    expect(await say(teen.id)).toMatchObject({ firstName: 'Lou' });
    await refused(say(ownerId), 'identity.no-such-person');
    await network.world.ask(
      message(CreateForm, { formId: newId(), names: { en: 'Health', fr: null, nl: null }, questions: [] }),
      club.admin,
    );
    const answers = (personId: Uuid) => network.world.ask(message(GetOwnAnswers, { clientId, personId }), member);
    expect((await answers(teen.id)).forms).toHaveLength(1);
    await refused(answers(ownerId), 'identity.no-such-client');
    await refused(invite(member, id, teen.id, anAddress()), 'identity.no-such-person'); // The owner's to give.
    expect((await accounts(owner))[0].members).toHaveLength(2);
    expect([await log(owner.id), await log(userId), await log(club.organization.id)]).toEqual([
      ['identity.family-login-invited', 'identity.family-login-accepted'],
      ['identity.family-login-accepted'],
      [], // Who signs in is no organization's business.
    ]);
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });

  it('ID-21: is for members of 14 and over whose birth date is known, of one’s own account', async () => {
    const { id, owner, ownerId } = await aFamily();
    const stranger = await aFamily();
    const young = await add(id, { birthDate: `${new Date().getUTCFullYear() - 13}-01-01` });
    const unknown = await add(id);
    await refused(invite(owner, id, young.id, anAddress()), 'identity.too-young');
    await refused(invite(owner, id, unknown.id, anAddress()), 'identity.birth-date-needed');
    for (const nobody of [ownerId, stranger.teen.id, newId()])
      await refused(invite(owner, id, nobody, anAddress()), 'identity.no-such-person');
    await refused(invite(owner, stranger.id, stranger.teen.id, anAddress()), 'identity.no-such-person');
    expect(await logins(owner)).toEqual([]);
  });

  it('ID-21: merges in a sign-in that exists: it accepts signed in, keeps its password and its other account', async () => {
    const { id, owner, teen, email: ownersAddress } = await aFamily();
    const existing = await aFamily();
    await refused(invite(owner, id, teen.id, ownersAddress), 'identity.signs-in-already');
    await invite(owner, id, teen.id, existing.email, 'en');
    const token = tokenIn(await letterTo(existing.email, 2));
    expect(await link(token)).toMatchObject({ signsIn: true });
    await refused(start(token), 'identity.sign-in-needed'); // A letter changes no password.
    await refused(join(token, owner), 'identity.sign-in-needed'); // Nobody else takes the place.
    expect(await join(token, existing.owner)).toEqual({ accountId: id });
    expect((await accounts(existing.owner)).map((each) => [each.accountId, each.owner])).toEqual([
      [id, false],
      [existing.id, true],
    ]);
    const signIn = message(SignIn, { email: existing.email, password, address: '203.0.113.9' });
    expect((await network.world.ask(signIn, gateway)).userId).toBe(existing.owner.id);
    expect((await network.world.ask(message(ListConsents, {}), existing.owner)).data.map(({ accountId }) => accountId)).toEqual([
      existing.id,
    ]);
    await refused(join(token, existing.owner), 'identity.no-such-link');
    await refused(invite(owner, id, teen.id, anAddress()), 'identity.signs-in-already');
  });

  it('ID-21: works no more when ten days have passed, or a newer invitation came', async () => {
    const { id, owner, teen } = await aFamily();
    const [first, second] = [anAddress(), anAddress()];
    await invite(owner, id, teen.id, first);
    await invite(owner, id, teen.id, second);
    await refused(start(tokenIn(await letterTo(first))), 'identity.no-such-link');
    await network.sql(`UPDATE family_invitations SET expires_at = now() WHERE person_id = $1`, [teen.id]);
    expect(await logins(owner)).toMatchObject([{ email: second, state: 'expired' }]);
    await refused(link(tokenIn(await letterTo(second))), 'identity.no-such-link');
    await refused(start(tokenIn(await letterTo(second))), 'identity.no-such-link');
  });

  it('ID-21: is withdrawn by the owner at once, before and after it was accepted', async () => {
    const { id, owner, teen } = await aFamily();
    const email = anAddress();
    await invite(owner, id, teen.id, email);
    expect(await withdraw(owner, id, teen.id)).toMatchObject({ email, state: 'withdrawn' });
    await refused(start(tokenIn(await letterTo(email))), 'identity.no-such-link');
    await invite(owner, id, teen.id, email);
    const { userId } = await start(tokenIn(await letterTo(email, 2)));
    await refused(withdraw(signedIn(userId), id, teen.id), 'identity.no-such-person');
    expect(await withdraw(owner, id, teen.id)).toMatchObject({ state: 'withdrawn' });
    expect(await accounts(signedIn(userId))).toEqual([]);
    expect(await logins(owner)).toEqual([]);
    await withdraw(owner, id, teen.id); // Again changes nothing.
    expect(await log(owner.id)).toHaveLength(5); // Invited, withdrawn, invited, accepted, withdrawn.
  });

  it('writes to nobody more than five times an hour', async () => {
    const { id, owner, teen } = await aFamily();
    const email = anAddress();
    for (let i = 0; i < 5; i++) await invite(owner, id, teen.id, email);
    await expect(invite(owner, id, teen.id, email)).rejects.toMatchObject({ code: 'identity.letters-slowed', kind: 'too-many' });
    await letterTo(email, 5);
    expect(await lettersTo(email)).toHaveLength(5);
  });
});
