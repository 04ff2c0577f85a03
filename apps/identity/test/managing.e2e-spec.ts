import { GetAccount, GetPerson, ListAccounts, ListPeople } from '#contracts/identity/accounts.query';
import { Activate } from '#contracts/identity/activation';
import { AnswerInvitation, InviteOwner } from '#contracts/identity/invitations';
import { AddMember, ArchiveAccount, ChangeProfile, ListOwnAccounts } from '#contracts/identity/managing';
import { CreateAccount } from '#contracts/identity/new-account';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo } from '#testing/inbox';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');

describe('managing an account', () => {
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

  const aName = () => `Zu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const anAccount = async (email = `owner.${newId()}@mail.test`) => {
    const account = await network.world.ask(
      message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName: aName(), email }),
      club.admin,
    );
    return { ...account, ownerId: String(account.owner.personId), address: email };
  };
  const add = (accountId: Uuid, changes: Partial<Fields<AddMember>> = {}, as: Caller = club.admin) =>
    network.world.ask(message(AddMember, { personId: newId(), accountId, firstName: 'Léa', lastName: aName(), ...changes }), as);
  const account = (accountId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetAccount, { accountId }), as);
  const person = (personId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetPerson, { personId }), as);
  const change = (personId: Uuid, version: number | null, fields: Partial<Fields<ChangeProfile>>, as: Caller = club.admin) =>
    network.world.ask(message(ChangeProfile, { personId, version: Number(version), ...fields }), as);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const tokenIn = ({ text }: { text: string }) => /#(t[ai]l_[\w-]+)/.exec(text)?.[1] ?? '';

  it('ID-1: takes members of any age, of whom the organization holds what it was told', async () => {
    const { id } = await anAccount();
    const baby = await add(id, { birthDate: '2026-01-02', gender: 'F', phone: '514 555-0100' });
    expect(baby).toMatchObject({
      firstName: 'Léa',
      birthDate: '2026-01-02',
      accountIds: [id],
      profile: { gender: 'F', phone: '514 555-0100' },
    });
    expect((await account(id)).members.map(({ firstName }) => firstName)).toEqual(['Ana', 'Léa']);
    await refused(add(id, { firstName: 'Léa', lastName: baby.lastName.toUpperCase() }), 'identity.name-known');
    await add(id, { lastName: baby.lastName, createAnyway: true });
    await refused(add(id, { firstName: '?' }), 'identity.invalid-account');
    await refused(add(id, {}, sibling.admin), 'identity.no-such-account');
  });

  it('ID-9: adds nobody to an account whose owner has not consented', async () => {
    const { id, address } = await anAccount();
    const invited = message(InviteOwner, { invitationId: newId(), email: address, firstName: 'Ana', lastName: 'Told' });
    await network.world.ask(invited, sibling.admin);
    await refused(add(id, {}, sibling.admin), 'identity.consent-missing');
    const token = tokenIn(await letterTo(address, 2));
    await network.world.ask(message(AnswerInvitation, { token, accept: true }), gateway);
    const added = await add(id, {}, sibling.admin);
    await refused(person(added.id), 'identity.no-such-person'); // What is told to one club the other does not see.
  });

  it('ID-3: changes what one organization holds, and nobody else sees it', async () => {
    const { ownerId, id, address } = await anAccount();
    await network.world.ask(message(InviteOwner, { invitationId: newId(), email: address, firstName: 'A', lastName: 'B' }), sibling.admin);
    const theirs = await person(ownerId, sibling.admin);
    const before = await person(ownerId);
    const email = `new.${newId()}@mail.test`;
    const after = await change(ownerId, before.version, { address: ' 12  rue du Parc ', city: 'Laval', phone: '', email, language: 'nl' });
    expect(after).toMatchObject({ profile: { address: '12 rue du Parc', city: 'Laval', phone: null, email }, language: 'nl' });
    expect(after.version).not.toBe(before.version);
    expect(await person(ownerId, sibling.admin)).toEqual(theirs);
    expect((await account(id)).email).toBe(email);
    await refused(change(ownerId, before.version, { city: 'Brossard' }), 'identity.stale-profile');
    expect((await change(ownerId, after.version, { city: null })).profile).toMatchObject({ address: '12 rue du Parc', city: null });
    await refused(change(newId(), 1, {}), 'identity.no-such-person');
  });

  it('ID-22: archives a client, hides it by default, and brings it back as it was', async () => {
    const { id, ownerId } = await anAccount();
    await add(id);
    const before = await account(id);
    const set = (archived: boolean, as: Caller = club.admin) => network.world.ask(message(ArchiveAccount, { accountId: id, archived }), as);
    expect((await set(true)).archivedAt).toEqual(expect.any(String));
    expect(await set(true)).toMatchObject({ members: before.members });
    const listed = async (showArchived: boolean) => {
      const accounts = await network.world.ask(message(ListAccounts, { limit: 200, showArchived }), club.admin);
      const people = await network.world.ask(message(ListPeople, { limit: 200, showArchived }), club.admin);
      return [accounts.data.some((each) => each.id === id), people.data.some((each) => each.id === ownerId)];
    };
    expect(await listed(false)).toEqual([false, false]);
    expect(await listed(true)).toEqual([true, true]);
    await set(false);
    expect(await account(id)).toEqual(before);
    expect(await listed(false)).toEqual([true, true]);
    await refused(set(true, sibling.admin), 'identity.no-such-account');
    const actions = await network.sql(`SELECT action FROM audit_log WHERE subject = $1 AND action LIKE 'identity.account-%' ORDER BY seq`, [
      id,
    ]);
    expect(actions).toEqual(['created', 'archived', 'restored'].map((what) => ({ action: `identity.account-${what}` })));
  });

  it('shows clients their own accounts, with who is in them and who knows them', async () => {
    const { id, address, ownerId } = await anAccount();
    const child = await add(id);
    const { userId } = await network.world.ask(
      message(Activate, { token: tokenIn(await letterTo(address)), password: 'correct horse battery staple' }),
      gateway,
    );
    const owner: Caller = { kind: 'user', id: userId, name: 'Ana', roles: [], organization: null, organizations: [], federationId: null };
    const { data } = await network.world.ask(message(ListOwnAccounts, {}), owner);
    expect(data).toEqual([
      {
        accountId: id,
        owner: true,
        corporateName: null,
        members: [expect.objectContaining({ personId: ownerId }), expect.objectContaining({ personId: child.id, number: child.number })],
        organizations: [{ clientId: expect.any(String), name: 'CPA Laval' }],
      },
    ]);
    expect(await network.world.ask(message(ListOwnAccounts, {}), { ...owner, id: newId() })).toEqual({ data: [] });
    await refused(network.world.ask(message(ListOwnAccounts, {}), { ...owner, kind: 'api-key' }), 'platform.forbidden');
  });
});
