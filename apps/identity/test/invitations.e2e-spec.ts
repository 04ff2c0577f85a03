import type { Caller, Uuid } from '#contracts/caller';
import { GetAccount, GetPerson, ListAccounts, ListPeople } from '#contracts/identity/accounts.query';
import { Activate, RequestActivation } from '#contracts/identity/activation';
import {
  AnswerInvitation,
  ChangeConsent,
  GetInvitation,
  GetInvitationLink,
  InviteOwner,
  ListConsents,
  ListInvitations,
  RemindInvited,
  WithdrawInvitation,
} from '#contracts/identity/invitations';
import { CreateAccount } from '#contracts/identity/new-account';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo } from '#testing/inbox';
import { MovedClock } from '#testing/moved-clock';
import { Network, aRow, anAdult, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';
const day = 86_400_000;

describe('inviting somebody who is known elsewhere', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let club: Club; // Knows the family.
  let sibling: Club; // Invites.
  let third: Club;
  let stranger: Club; // Of another network.
  let made = 0;

  beforeAll(async () => {
    network = await Network.start({ clock });
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    sibling = await network.club(federation.organization.id, { name: 'CPA Longueuil' });
    third = await network.club(federation.organization.id, { name: 'CPA Verdun' });
    stranger = await network.club((await network.federation()).organization.id, { name: 'CPA Gatineau', languages: ['en'] });
  });
  afterAll(() => network?.world.stop());

  const aName = () => `Zu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

  /** An owner with an address, a phone and a daughter, all told to the first club. */
  async function aFamily() {
    const [importId, email, lastName] = [newId(), `owner.${newId()}@mail.test`, aName()];
    const owner = anAdult(importId, 2, `Ana ${lastName}`, { email, phone: '514 555-0134' });
    const child = aRow(importId, 3, `Lea${lastName} ${lastName}`, {
      accountId: owner.accountId,
      owner: owner.owner,
      phone: '514 555-0199',
    });
    await network.admit(club, importId, [owner, child]);
    return { email, lastName, accountId: owner.accountId, ownerId: owner.personId, childId: child.personId, childName: child.firstName };
  }
  const invite = (email: string, as: Caller = sibling.admin, changes: Partial<Fields<InviteOwner>> = {}) =>
    network.world.ask(message(InviteOwner, { invitationId: newId(), email, firstName: 'Anna', lastName: 'Told', ...changes }), as);
  const account = (accountId: Uuid, as: Caller = sibling.admin) => network.world.ask(message(GetAccount, { accountId }), as);
  const person = (personId: Uuid, as: Caller = sibling.admin) => network.world.ask(message(GetPerson, { personId }), as);
  const tokenIn = ({ text }: { text: string }) => /#(t[ai]l_[\w-]+)/.exec(text)?.[1] ?? '';
  const answer = (token: string, accept: boolean) => network.world.ask(message(AnswerInvitation, { token, accept }), gateway);
  const invitation = (invitationId: Uuid, as: Caller = sibling.admin) => network.world.ask(message(GetInvitation, { invitationId }), as);

  /** Everything an organization is told of a family, as one text. */
  async function everythingSeenBy(as: Caller, { accountId, ownerId, childId }: Awaited<ReturnType<typeof aFamily>>): Promise<string> {
    const or = (promise: Promise<unknown>) => promise.catch((error: { code: string }) => error.code);
    const seen = await Promise.all([
      or(account(accountId, as)),
      or(person(ownerId, as)),
      or(person(childId, as)),
      or(network.world.ask(message(ListPeople, { limit: 200, showArchived: true }), as)),
      or(network.world.ask(message(ListAccounts, { limit: 200, showArchived: true }), as)),
    ]);
    return JSON.stringify(seen);
  }

  it('ID-9: shows the owner at once, by the name the network knows, and nothing else', async () => {
    const family = await aFamily();
    const { id, accountId, ...rest } = await invite(family.email);
    expect(rest).toEqual({
      email: family.email,
      state: 'waiting',
      invitedAt: clock.now().toISOString(),
      expiresAt: '2026-10-31T12:00:00.000Z',
      answeredAt: null,
    });
    expect(accountId).toBe(family.accountId);
    expect(await account(accountId)).toMatchObject({
      owner: { personId: family.ownerId, name: `Ana ${family.lastName}` },
      members: [{ personId: family.ownerId }],
      consent: 'waiting',
      email: family.email,
      activation: { username: null },
    });
    expect((await person(family.ownerId)).profile).toEqual({
      ...Object.fromEntries(['address', 'city', 'province', 'postalCode', 'country', 'phone', 'gender'].map((field) => [field, null])),
      email: family.email,
    });
    await refused(person(family.childId), 'identity.no-such-person');
    expect(await everythingSeenBy(sibling.admin, family)).not.toMatch(new RegExp(`${family.childName}|514 555`));
    expect(JSON.stringify(await person(family.ownerId))).not.toMatch(/Érables|H7A/);
    expect((await network.world.ask(message(ListInvitations, { limit: 200 }), sibling.admin)).data.map((each) => each.id)).toContain(id);
  });

  it('ID-9: shows members and address once the owner has consented by the letter, and what was told to another club never', async () => {
    const family = await aFamily();
    const { id, accountId } = await invite(family.email, sibling.admin, { language: 'nl' });
    const letter = await letterTo(family.email);
    expect(letter).toMatchObject({ subject: 'CPA Longueuil nodigt u uit', fromName: 'CPA Longueuil' });
    const token = tokenIn(letter);
    expect(await network.world.ask(message(GetInvitationLink, { token }), gateway)).toEqual({
      organizationName: 'CPA Longueuil',
      expiresAt: '2026-10-31T12:00:00.000Z',
    });
    expect(await answer(token, true)).toEqual({ answer: 'accepted' });
    expect(await invitation(id)).toMatchObject({ state: 'accepted', answeredAt: clock.now().toISOString() });
    const seen = await account(accountId);
    expect(seen.consent).toBe('given');
    expect(seen.members.map(({ firstName }) => firstName).sort()).toEqual(['Ana', family.childName]);
    expect((await person(family.ownerId)).profile).toMatchObject({
      address: '12 rue des Érables',
      city: 'Laval',
      phone: null,
      gender: null,
    });
    expect((await person(family.childId)).profile).toMatchObject({ address: null, phone: null, email: null });
    expect(await everythingSeenBy(sibling.admin, family)).not.toMatch(/514 555/);
    await refused(answer(token, false), 'identity.no-such-link');
    const audited = await network.sql(`SELECT action, caller FROM audit_log WHERE organization_id = $1 AND subject = $2 ORDER BY seq`, [
      sibling.organization.id,
      accountId,
    ]);
    expect(audited).toEqual([
      { action: 'identity.owner-invited', caller: `user:${sibling.admin.id}` },
      { action: 'identity.invitation-accepted', caller: `flow:invitation:${id}` },
    ]);
  });

  it('ID-9: a refusal leaves the owner’s entry alone; the owner may be asked again', async () => {
    const family = await aFamily();
    const { id, accountId } = await invite(family.email);
    const token = tokenIn(await letterTo(family.email));
    expect(await answer(token, false)).toEqual({ answer: 'refused' });
    expect(await account(accountId)).toMatchObject({ consent: 'refused', members: [{ personId: family.ownerId }] });
    await refused(person(family.childId), 'identity.no-such-person');
    expect(await network.world.ask(message(RemindInvited, { invitationId: id }), sibling.admin)).toMatchObject({ state: 'waiting' });
    await answer(tokenIn(await letterTo(family.email, 2)), true);
    expect((await account(accountId)).members).toHaveLength(2);
    await refused(network.world.ask(message(RemindInvited, { invitationId: id }), sibling.admin), 'identity.invitation-settled');
  });

  it('ID-9: an invitation that expires or is taken back leaves the entry alone', async () => {
    const [late, back] = [await aFamily(), await aFamily()];
    const [first, second] = [await invite(late.email), await invite(back.email)];
    const withdraw = () => network.world.ask(message(WithdrawInvitation, { invitationId: second.id }), sibling.admin);
    expect(await withdraw()).toMatchObject({ state: 'withdrawn' });
    expect(await withdraw()).toMatchObject({ state: 'withdrawn' });
    await refused(answer(tokenIn(await letterTo(back.email)), true), 'identity.no-such-link');
    clock.advance(60 * day);
    await refused(answer(tokenIn(await letterTo(late.email)), true), 'identity.no-such-link');
    expect(await invitation(first.id)).toMatchObject({ state: 'expired' });
    for (const { accountId } of [first, second]) expect((await account(accountId)).consent).toBe('waiting');
  });

  it('ID-9: a consent taken back hides everybody but the owner at once; given again, what was held is back', async () => {
    const family = await aFamily();
    await network.world.ask(message(RequestActivation, { accountId: family.accountId }), club.admin);
    const { userId } = await network.world.ask(message(Activate, { token: tokenIn(await letterTo(family.email)), password }), gateway);
    const owner: Caller = { kind: 'user', id: userId, name: 'Ana', roles: [], organization: null, organizations: [], federationId: null };
    const { accountId } = await invite(family.email);
    await answer(tokenIn(await letterTo(family.email, 2)), true);
    await network.sql(`UPDATE profiles SET phone = '450 555-0111' WHERE organization_id = $1 AND person_id = $2`, [
      sibling.organization.id,
      family.childId,
    ]);
    expect((await account(accountId)).activation.username).toBe(family.email);

    const { data } = await network.world.ask(message(ListConsents, {}), owner);
    expect(data.map(({ organizationName, consent }) => [organizationName, consent])).toEqual([
      ['CPA Laval', 'given'],
      ['CPA Longueuil', 'given'],
    ]);
    const clientId = derivedId('client', sibling.organization.id, accountId);
    const change = (given: boolean, as: Caller = owner) => network.world.ask(message(ChangeConsent, { clientId, given }), as);
    expect(await change(false)).toMatchObject({ consent: 'withdrawn' });
    expect(await account(accountId)).toMatchObject({
      consent: 'withdrawn',
      members: [{ personId: family.ownerId }],
      activation: { username: null },
    });
    await refused(person(family.childId), 'identity.no-such-person');
    expect(await everythingSeenBy(sibling.admin, family)).not.toMatch(new RegExp(`${family.childName}|450 555`));
    expect((await person(family.ownerId)).profile).toMatchObject({ address: null, postalCode: null });
    expect((await account(accountId, club.admin)).members).toHaveLength(2); // The other club’s own is its own.

    expect(await change(true)).toMatchObject({ consent: 'given' });
    expect((await person(family.childId)).profile).toMatchObject({ phone: '450 555-0111' });
    expect((await person(family.ownerId)).profile).toMatchObject({ address: '12 rue des Érables' });
    await refused(change(false, { ...owner, id: newId() }), 'identity.no-such-client');
  });

  it('links accounts of two networks by the sign-in alone: nothing of one is told to the other', async () => {
    const family = await aFamily();
    await network.world.ask(message(RequestActivation, { accountId: family.accountId }), club.admin);
    const { userId } = await network.world.ask(message(Activate, { token: tokenIn(await letterTo(family.email)), password }), gateway);
    const { accountId } = await invite(family.email, stranger.admin);
    expect(accountId).not.toBe(family.accountId);
    expect(await account(accountId, stranger.admin)).toMatchObject({ owner: { name: 'Anna Told' }, consent: 'waiting' });
    await answer(tokenIn(await letterTo(family.email, 2)), true);
    expect(await account(accountId, stranger.admin)).toMatchObject({
      members: [{ firstName: 'Anna' }],
      consent: 'given',
      activation: { state: 'active', username: family.email },
    });
    expect(await everythingSeenBy(stranger.admin, family)).not.toMatch(new RegExp(`${family.lastName}|514 555|Érables`));
    const owner: Caller = { kind: 'user', id: userId, name: 'Ana', roles: [], organization: null, organizations: [], federationId: null };
    const { data } = await network.world.ask(message(ListConsents, {}), owner);
    expect(data.map(({ organizationName }) => organizationName).sort()).toEqual(['CPA Gatineau', 'CPA Laval']);
  });

  it('ID-8: is for those known elsewhere, not for new ones nor for one’s own clients', async () => {
    await refused(invite(`nobody.knows.${newId()}@mail.test`), 'identity.not-known-elsewhere');
    const family = await aFamily();
    await refused(invite(family.email, club.admin), 'identity.already-client');
    await invite(family.email);
    await refused(invite(family.email), 'identity.already-client');
  });

  it('ID-3: an address that only another club holds of a shared client is that club’s to know', async () => {
    const family = await aFamily();
    await invite(family.email);
    await answer(tokenIn(await letterTo(family.email)), true);
    const secret = `secret.${newId()}@mail.test`;
    await network.sql(`UPDATE profiles SET email = $1 WHERE organization_id = $2 AND person_id = $3`, [
      secret,
      club.organization.id,
      family.ownerId,
    ]);
    await refused(invite(secret), 'identity.not-known-elsewhere'); // As if nobody had it.
    expect((await account(family.accountId)).email).toBe(family.email);
    await invite(secret, third.admin); // Who knows nobody of them yet may invite.
  });

  it('is seen by nobody else, and does nothing twice under an idempotency key', async () => {
    const family = await aFamily();
    const command = message(InviteOwner, { invitationId: newId(), email: family.email, firstName: 'Anna', lastName: 'Told' });
    const key = newId();
    const first = await network.world.ask(command, sibling.admin, { idempotencyKey: key });
    expect(await network.world.ask(command, sibling.admin, { idempotencyKey: key })).toEqual(first);
    for (const as of [third.admin, club.admin, stranger.admin]) {
      await refused(invitation(first.id, as), 'identity.no-such-invitation');
      await refused(network.world.ask(message(RemindInvited, { invitationId: first.id }), as), 'identity.no-such-invitation');
      await refused(network.world.ask(message(WithdrawInvitation, { invitationId: first.id }), as), 'identity.no-such-invitation');
    }
    await refused(account(family.accountId, third.admin), 'identity.no-such-account');
  });

  it('asks nobody to activate an account they have not let be seen', async () => {
    const family = await aFamily();
    const { accountId } = await invite(family.email);
    await refused(network.world.ask(message(RequestActivation, { accountId }), sibling.admin), 'identity.consent-missing');
  });

  it('finds whom a club made by hand, too', async () => {
    const email = `owner.${newId()}@mail.test`;
    const { id } = await network.world.ask(
      message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName: aName(), email }),
      club.admin,
    );
    expect((await invite(email)).accountId).toBe(id);
  });
});
