import { GetAccount, GetPerson } from '#contracts/identity/accounts.query';
import { ChangeOwner, ListOwnerCandidates } from '#contracts/identity/account-owners';
import { Activate } from '#contracts/identity/activation';
import { AddContact } from '#contracts/identity/contacts';
import { AnswerInvitation, InviteOwner, ListConsents } from '#contracts/identity/invitations';
import { AddMember, ListOwnAccounts } from '#contracts/identity/managing';
import { CreateAccount } from '#contracts/identity/new-account';
import { TellClients } from '#contracts/identity/tell-clients.command';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo, lettersTo } from '#testing/inbox';
import { eventually } from '#testing/eventually';
import { identityInvariants } from '../src/invariants.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');

describe('the owner of an account', () => {
  let network: Network;
  let club: Club;
  let sibling: Club;
  let made = 0;

  beforeAll(async () => {
    network = await Network.start();
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    sibling = await network.club(federation.organization.id, { name: 'CPA Longueuil' });
  });
  afterAll(() => network?.world.stop());

  const aName = () => `Wy${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const anAccount = async () => {
    const email = `owner.${newId()}@mail.test`;
    const account = await network.world.ask(
      message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName: aName(), birthDate: '1985-04-09', email }),
      club.admin,
    );
    return { id: account.id, ownerId: String(account.owner.personId), email };
  };
  const add = (accountId: Uuid, changes: Partial<Fields<AddMember>> = {}) =>
    network.world.ask(message(AddMember, { personId: newId(), accountId, firstName: 'Marc', lastName: aName(), ...changes }), club.admin);
  const candidates = (accountId: Uuid, as: Caller = club.admin) => network.world.ask(message(ListOwnerCandidates, { accountId }), as);
  const hand = (accountId: Uuid, personId: Uuid, as: Caller = club.admin) =>
    network.world.ask(message(ChangeOwner, { accountId, personId }), as);
  const account = (accountId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetAccount, { accountId }), as);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const tokenIn = ({ text }: { text: string }) => /#(t[ai]l_[\w-]+)/.exec(text)?.[1] ?? '';
  const signedIn = (id: Uuid): Caller => ({
    kind: 'user',
    id,
    name: 'Ana',
    roles: [],
    organization: null,
    organizations: [],
    federationId: null,
  });
  const log = (organizationId: Uuid, subject: Uuid) =>
    network.sql<{ caller: string; caller_name: string; facts: object }>(
      `SELECT caller, caller_name, facts FROM audit_log WHERE organization_id = $1 AND subject = $2 AND action = 'identity.owner-changed'`,
      [organizationId, subject],
    );

  it('ID-18: can be an adult member, and the answer says who can and why others cannot', async () => {
    const { id, ownerId } = await anAccount();
    const child = await add(id, { birthDate: '2015-02-03' });
    expect(await candidates(id)).toMatchObject({ possible: false });
    const adult = await add(id, { birthDate: '1986-02-03', email: `marc.${newId()}@mail.test` });
    const unknown = await add(id);
    const { data, possible } = await candidates(id);
    expect(possible).toBe(true);
    expect(
      data.map(({ personId, eligible, because, assumedAdult, hasAddress }) => [personId, eligible, because, assumedAdult, hasAddress]),
    ).toEqual([
      [ownerId, false, 'is-owner', false, true],
      [child.id, false, 'under-age', false, false],
      [adult.id, true, null, false, true],
      [unknown.id, true, null, true, false],
    ]);
    expect(data[2].number).toBe(adult.number); // ID-5
    await refused(candidates(id, sibling.admin), 'identity.no-such-account');
  });

  it('ID-18: does not become a child, a contact or a stranger, and stays where one adult is in the account', async () => {
    const { id, ownerId } = await anAccount();
    const child = await add(id, { birthDate: '2015-02-03' });
    const contact = await network.world.ask(
      message(AddContact, { contactId: newId(), accountId: id, name: 'Zoë', type: 'guardian' }),
      club.admin,
    );
    const stranger = await anAccount();
    await refused(hand(id, child.id), 'identity.owner-under-age');
    for (const nobody of [contact.id, stranger.ownerId, newId()]) await refused(hand(id, nobody), 'identity.not-a-member');
    await refused(hand(stranger.id, stranger.ownerId, sibling.admin), 'identity.no-such-account');
    expect((await hand(id, ownerId)).account.owner.personId).toBe(ownerId); // Theirs already.
    expect(await log(club.organization.id, id)).toEqual([]);
  });

  it('ID-18, ID-2: letters and invoices reach the new owner from then on; client and billing stay the account’s', async () => {
    const { id, ownerId, email } = await anAccount();
    const address = `marc.${newId()}@mail.test`;
    const heir = await add(id, { birthDate: '1986-02-03', email: address });
    const before = await account(id);
    const { account: after, formerOwner, newOwner } = await hand(id, heir.id);
    expect(after).toMatchObject({ id, clientId: before.clientId, email: address, owner: { personId: heir.id, placeholder: false } });
    expect(after.members.map(({ personId }) => personId)).toEqual([ownerId, heir.id]);
    expect([formerOwner, newOwner]).toEqual([
      { personId: ownerId, signsIn: false },
      { personId: heir.id, signsIn: false, hasAddress: true },
    ]);
    expect((await letterTo(address)).text).toMatch(/à la place de Ana/);
    expect((await letterTo(email, 2)).text).toMatch(new RegExp(`Marc ${heir.lastName}`));
    await refused(
      network.world.ask(message(Activate, { token: tokenIn(await letterTo(email)), password: 'correct horse battery staple' }), gateway),
      'identity.no-such-link',
    );

    const document = { documentId: newId(), accountId: id, kind: 'invoice' as const, number: '7', totalMinor: 4000, dueOn: '2026-12-01' };
    const told = { organizationId: club.organization.id, occasion: 'invoice' as const, currency: 'CAD', documents: [document] };
    await network.world.send(TellClients, told, club.flow);
    expect((await letterTo(address, 2)).text).toMatch(/Facture 7/);
    expect(await lettersTo(email)).toHaveLength(2); // Nothing more to the former owner.
    expect(await log(club.organization.id, id)).toMatchObject([
      { caller: `user:${club.admin.id}`, caller_name: '', facts: { from: ownerId, to: heir.id } },
    ]);
  });

  it('ID-18: keeps signing in as a member when the account is another’s', async () => {
    const { id, email } = await anAccount();
    const heir = await add(id, { birthDate: '1986-02-03' });
    const { userId } = await network.world.ask(
      message(Activate, { token: tokenIn(await letterTo(email)), password: 'correct horse battery staple' }),
      gateway,
    );
    expect((await network.world.ask(message(ListConsents, {}), signedIn(userId))).data).toHaveLength(1);
    expect((await hand(id, heir.id)).formerOwner).toMatchObject({ signsIn: true });
    const { data } = await network.world.ask(message(ListOwnAccounts, {}), signedIn(userId));
    expect(data).toMatchObject([{ accountId: id, owner: false }]);
    expect((await network.world.ask(message(ListConsents, {}), signedIn(userId))).data).toEqual([]); // Consents are the owner's.
    expect((await account(id)).activation.state).toBe('none'); // Of the new one.
  });

  it('ID-18, ID-9: changes for every organization that has the account; the others read it in their logs, and not by whom', async () => {
    const { id, email } = await anAccount();
    const heir = await add(id, { birthDate: '1986-02-03' });
    await network.world.ask(message(InviteOwner, { invitationId: newId(), email, firstName: 'A', lastName: 'B' }), sibling.admin);
    await refused(hand(id, heir.id, sibling.admin), 'identity.consent-missing');
    await hand(id, heir.id);
    expect((await account(id, sibling.admin)).owner).toMatchObject({ personId: heir.id, name: `Marc ${heir.lastName}` }); // Whoever owns it is seen.
    expect((await network.world.ask(message(GetPerson, { personId: heir.id }), sibling.admin)).profile).toMatchObject({
      email: null,
      phone: null,
    });
    const [theirs] = await log(sibling.organization.id, id);
    expect(theirs).toMatchObject({ caller: 'service:identity', facts: { to: heir.id } });
    expect(JSON.stringify(theirs)).not.toMatch(new RegExp(`${club.organization.id}|${club.admin.id}|${club.admin.name}`));
    await refused(
      network.world.ask(message(AnswerInvitation, { token: tokenIn(await letterTo(email, 2)), accept: true }), gateway),
      'identity.no-such-link', // What the former owner was asked is asked of nobody.
    );
    const told = await network.sql<{ payload: { organizationId: string }; organizations: string }>(
      `SELECT payload::jsonb AS payload, caller::jsonb ->> 'organizations' AS organizations FROM outbox
       WHERE subject = 'identity.event.owner-changed.v1' AND payload::jsonb ->> 'accountId' = $1`,
      [id],
    );
    expect(told.map(({ payload }) => payload.organizationId).sort()).toEqual([club.organization.id, sibling.organization.id].sort());
    for (const { payload, organizations } of told) expect(organizations).toBe(JSON.stringify([payload.organizationId]));
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });

  it('ID-18: changes once when two organizations change it side by side', async () => {
    const { id, email, ownerId } = await anAccount();
    const [one, other] = [await add(id, { birthDate: '1986-02-03' }), await add(id, { birthDate: '1987-02-03' })];
    await network.world.ask(message(InviteOwner, { invitationId: newId(), email, firstName: 'A', lastName: 'B' }), sibling.admin);
    await network.world.ask(message(AnswerInvitation, { token: tokenIn(await letterTo(email, 2)), accept: true }), gateway);
    await Promise.all([hand(id, one.id), hand(id, other.id, sibling.admin)]);
    const froms = (await log(club.organization.id, id)).map(({ facts }) => facts);
    expect(froms).toHaveLength(2); // One after the other: each is in the log of both.
    await eventually(async () => (await account(id)).owner.personId !== ownerId);
    expect((await account(id)).owner).toEqual((await account(id, sibling.admin)).owner);
  });
});
