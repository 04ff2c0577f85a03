import type { Caller } from '#contracts/caller';
import { CreateUser } from '#contracts/identity/access';
import { GetAccount } from '#contracts/identity/accounts.query';
import { Activate } from '#contracts/identity/activation';
import {
  ChangeCommunication,
  CreateCorporateAccount,
  GiveUsername,
  ListUsernames,
  WithdrawUsername,
  type UsernameRecord,
} from '#contracts/identity/corporate-accounts';
import { CreateAccount } from '#contracts/identity/new-account';
import { ListOwnAccounts } from '#contracts/identity/managing';
import { ChangeUsername, RequestUsername } from '#contracts/identity/passwords';
import { SignIn } from '#contracts/identity/sessions.command';
import { TellClients } from '#contracts/identity/tell-clients.command';
import { message } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo, lettersTo } from '#testing/inbox';
import { identityInvariants } from '../src/invariants.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');
const password = 'correct horse battery staple';

describe('ID-7: a corporate account', () => {
  let network: Network;
  let club: Club;
  let sibling: Club;

  beforeAll(async () => {
    network = await Network.start();
    const { organization } = await network.federation();
    club = await network.club(organization.id);
    sibling = await network.club(organization.id);
  });
  afterAll(() => network?.world.stop());

  const anAddress = (who = 'somebody') => `${who}.${newId()}@mail.test`;
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const as = (id: Uuid): Caller => ({ kind: 'user', id, name: 'x', roles: [], organization: null, organizations: [], federationId: null });
  const create = (email = anAddress('accounts'), who = club.admin) =>
    network.world.ask(message(CreateCorporateAccount, { accountId: newId(), name: 'École Sainte-Croix', email, language: 'fr' }), who);
  const give = (accountId: Uuid, how: 'activation' | 'link', email = anAddress(), who = club.admin): Promise<UsernameRecord> =>
    network.world.ask(message(GiveUsername, { usernameId: newId(), accountId, name: 'Inès Okafor', email, how }), who);
  const list = async (accountId: Uuid, who = club.admin) =>
    (await network.world.ask(message(ListUsernames, { accountId, limit: 10 }), who)).data;
  const withdraw = (usernameId: Uuid, who = club.admin) => network.world.ask(message(WithdrawUsername, { usernameId }), who);
  const tokenIn = ({ text }: { text: string }) => /#(tal_[\w-]+)/.exec(text)?.[1] ?? '';
  const activate = (token: string) => network.world.ask(message(Activate, { token, password }), gateway);
  const accountsOf = async (userId: Uuid) => (await network.world.ask(message(ListOwnAccounts, {}), as(userId))).data;

  async function aUser(of: Club): Promise<{ email: string; userId: Uuid }> {
    const email = anAddress('staff');
    const fields = { userId: newId(), organizationId: of.organization.id, role: 'employee' as const, email, name: 'Camille', password };
    await network.world.ask(message(CreateUser, fields), network.operator);
    return { email, userId: (await network.world.ask(message(SignIn, { email, password, address: newId() }), gateway)).userId };
  }

  it('stands for an organization: no person owns it, none is a member, and it is no placeholder either', async () => {
    const email = anAddress('accounts');
    const account = await create(email);
    expect(account).toMatchObject({
      owner: { personId: null, name: 'École Sainte-Croix', placeholder: false },
      members: [],
      email,
      corporate: { email, language: 'fr', version: 1 },
      consent: 'given',
    });
    expect(await network.world.ask(message(GetAccount, { accountId: account.id }), club.admin)).toEqual(account);
    await refused(network.world.ask(message(GetAccount, { accountId: account.id }), sibling.admin), 'identity.no-such-account');
  });

  it('is entered by whoever follows the letter of an activation request, and chooses a password', async () => {
    const account = await create();
    const email = anAddress();
    const given = await give(account.id, 'activation', email);
    expect(given).toMatchObject({ accountId: account.id, username: email, how: 'activation', state: 'requested', activeAt: null });
    const letter = await letterTo(email);
    expect(letter.subject).toMatch(/^Activez/);
    const { userId } = await activate(tokenIn(letter));
    expect(await list(account.id)).toMatchObject([{ id: given.id, state: 'active' }]);
    expect(await accountsOf(userId)).toEqual([
      {
        accountId: account.id,
        owner: true, // Full access, payments included.
        corporateName: 'École Sainte-Croix',
        members: [],
        organizations: [{ clientId: account.clientId, name: club.organization.name }],
      },
    ]);
    await refused(give(account.id, 'activation', email.toUpperCase()), 'identity.username-given');
  });

  it('may be asked for again: the earlier link works no more', async () => {
    const account = await create();
    const email = anAddress();
    const first = await give(account.id, 'activation', email);
    const token = tokenIn(await letterTo(email));
    expect((await give(account.id, 'activation', email)).id).toBe(first.id);
    const newer = tokenIn(await letterTo(email, 2));
    await refused(activate(token), 'identity.no-such-link');
    await activate(newer);
    await refused(activate(newer), 'identity.no-such-link');
  });

  it('is linked at once to somebody the organization knows, who is told by a letter; of others it learns nothing', async () => {
    const account = await create();
    const known = await aUser(club);
    const foreign = await aUser(sibling);
    expect(await give(account.id, 'link', known.email)).toMatchObject({ how: 'link', state: 'active' });
    expect((await accountsOf(known.userId)).map(({ accountId }) => accountId)).toEqual([account.id]);
    expect((await letterTo(known.email)).subject).toBe('Vous avez accès au compte de École Sainte-Croix');

    const tries = await Promise.allSettled([give(account.id, 'link', foreign.email), give(account.id, 'link', anAddress())]);
    const told = tries.map((each) => (each.status === 'rejected' ? String(each.reason) : each.status));
    expect(told[0]).toBe(told[1]);
    await refused(give(account.id, 'link', foreign.email), 'identity.username-unknown');
    expect(await list(account.id)).toHaveLength(1); // What was refused left nothing behind.
  });

  it('has several usernames, each withdrawn by itself and at once', async () => {
    const account = await create();
    const [one, other] = [await aUser(club), await aUser(club)];
    const [first] = [await give(account.id, 'link', one.email), await give(account.id, 'link', other.email)];
    expect(await withdraw(first.id)).toMatchObject({ state: 'withdrawn' });
    expect([await accountsOf(one.userId), (await accountsOf(other.userId)).length]).toEqual([[], 1]);
    expect((await withdraw(first.id)).state).toBe('withdrawn'); // Again changes nothing.
    expect((await list(account.id)).map(({ state }) => state).sort()).toEqual(['active', 'withdrawn']);
    await give(account.id, 'link', one.email); // And may be given again.
    expect(await accountsOf(one.userId)).toHaveLength(1);

    const asked = anAddress();
    const { id } = await give(account.id, 'activation', asked);
    const token = tokenIn(await letterTo(asked));
    await withdraw(id);
    await refused(activate(token), 'identity.no-such-link');
    const actions = await network.sql<{ action: string }>(`SELECT action FROM audit_log WHERE subject = $1 ORDER BY seq`, [account.id]);
    expect(actions.map(({ action }) => action.replace('identity.', ''))).toEqual([
      'account-created',
      'username-given',
      'username-given',
      'username-withdrawn',
      'username-given',
      'username-given',
      'username-withdrawn',
    ]);
  });

  it('is written to at an address of its own, which no username is; changing one leaves the other', async () => {
    const email = anAddress('accounts');
    const account = await create(email);
    const who = await aUser(club);
    await give(account.id, 'link', who.email);
    const change = (version: number, to: string) =>
      network.world.ask(message(ChangeCommunication, { accountId: account.id, version, email: to }), club.admin);
    await refused(change(7, anAddress()), 'identity.stale-communication');
    const later = anAddress('accounts');
    expect((await change(1, later)).corporate).toEqual({ email: later, language: 'fr', version: 2 });

    const username = anAddress('new');
    const caller = as(who.userId);
    await network.world.ask(message(RequestUsername, { username, password, address: newId() }), caller);
    const code = /^\d{6}$/m.exec((await letterTo(username)).text)?.[0] ?? '';
    await network.world.ask(message(ChangeUsername, { code }), caller);
    expect((await list(account.id)).map((each) => each.username)).toEqual([username]); // Theirs to change (ID-17).
    expect((await network.world.ask(message(GetAccount, { accountId: account.id }), club.admin)).email).toBe(later);
  });

  it('ID-2: receives what is issued to it where it is written to, whoever signs in; a person’s account, at its owner’s', async () => {
    const email = anAddress('accounts');
    const corporate = await create(email);
    const who = await aUser(club);
    await give(corporate.id, 'link', who.email);
    const owner = anAddress('owner');
    const lastName = `Roy ${newId().replace(/[^a-f]/g, '')}`;
    const personal = await network.world.ask(
      message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName, email: owner }),
      club.admin,
    );
    const document = (accountId: Uuid) => ({
      accountId,
      documentId: newId(),
      kind: 'invoice' as const,
      number: 'C-1',
      totalMinor: 4000,
      dueOn: '2026-12-01',
    });
    const organizationId = club.organization.id;
    const documents = [document(corporate.id), document(personal.id)];
    await network.world.send(TellClients, { organizationId, occasion: 'invoice', currency: 'CAD', documents }, club.flow);
    expect((await letterTo(email)).subject).toMatch(/^Une facture/);
    expect((await letterTo(owner, 2)).subject).toMatch(/facture|invoice/i); // After the one that asks to activate.
    expect((await lettersTo(who.email)).map(({ subject }) => subject)).toEqual(['Vous avez accès au compte de École Sainte-Croix']);
  });

  it('is what only its organization arranges; a person’s account has no usernames', async () => {
    const account = await create();
    await refused(give(account.id, 'activation', anAddress(), sibling.admin), 'identity.no-such-account');
    await refused(list(account.id, sibling.admin), 'identity.no-such-account');
    const { id } = await give(account.id, 'activation');
    await refused(withdraw(id, sibling.admin), 'identity.no-such-username');
    const lastName = `Roy ${newId().replace(/[^a-f]/g, '')}`;
    const personal = await network.world.ask(message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName }), club.admin);
    expect(await list(personal.id)).toEqual([]);
    await refused(give(personal.id, 'activation'), 'identity.not-corporate');
  });

  it('breaks no law', async () => {
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });
});
