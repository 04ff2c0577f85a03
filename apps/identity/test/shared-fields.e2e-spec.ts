import { GetAccount, GetPerson, ListAccounts, ListPeople } from '#contracts/identity/accounts.query';
import { Activate } from '#contracts/identity/activation';
import { ListAuditLog } from '#contracts/identity/audit-log.query';
import { AddContact } from '#contracts/identity/contacts';
import { AnswerInvitation, InviteOwner } from '#contracts/identity/invitations';
import { AddMember, ChangeProfile, ListOwnAccounts } from '#contracts/identity/managing';
import { CreateAccount } from '#contracts/identity/new-account';
import { ChangeOwnMember, ChangeSharedFields } from '#contracts/identity/shared-fields';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo, lettersTo } from '#testing/inbox';
import { identityInvariants } from '../src/invariants.js';
import { Network, type Club } from './network.js';

const gateway = serviceCaller('gateway');

describe('what every organization shares of a person', () => {
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

  const aName = () => `Xo${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
  const tokenIn = ({ text }: { text: string }) => /#(t[ai]l_[\w-]+)/.exec(text)?.[1] ?? '';
  /** An account of the club with an owner and a child; the sibling has it too, with the owner's consent. */
  const shared = async () => {
    const email = `owner.${newId()}@mail.test`;
    const told = { accountId: newId(), firstName: 'Ana', lastName: aName(), birthDate: '1985-04-09', email };
    const { id, owner } = await network.world.ask(message(CreateAccount, told), club.admin);
    const child = await network.world.ask(
      message(AddMember, { personId: newId(), accountId: id, firstName: 'Léa', lastName: aName(), birthDate: '2015-04-09' }),
      club.admin,
    );
    await network.world.ask(message(InviteOwner, { invitationId: newId(), email, firstName: 'A', lastName: 'B' }), sibling.admin);
    const answer = () =>
      letterTo(email, 2).then((letter) => network.world.ask(message(AnswerInvitation, { token: tokenIn(letter), accept: true }), gateway));
    return { id, ownerId: String(owner.personId), child, email, answer };
  };
  const person = (personId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetPerson, { personId }), as);
  const change = async (personId: Uuid, fields: Partial<Fields<ChangeSharedFields>>, as: Caller = club.admin) => {
    const { sharedVersion: version } = await person(personId, as);
    return network.world.ask(message(ChangeSharedFields, { personId, version, ...fields }), as);
  };
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
  const log = (organizationId: Uuid, subject: Uuid) =>
    network.sql<{ caller: string; caller_name: string; facts: object }>(
      `SELECT caller, caller_name, facts FROM audit_log
       WHERE organization_id = $1 AND subject = $2 AND action = 'identity.shared-fields-changed' ORDER BY seq`,
      [organizationId, subject],
    );

  it('ID-3: changes everywhere once whoever changes it has said that they know; until then they are told what is shared', async () => {
    const { child, answer } = await shared();
    await answer();
    const wanted = { firstName: 'Léa-Rose', birthDate: '2015-04-10' };
    await expect(change(child.id, wanted)).rejects.toMatchObject({
      code: 'identity.shared-unconfirmed',
      facts: { fields: ['firstName', 'birthDate'] },
      faults: [expect.objectContaining({ pointer: '/firstName' }), expect.objectContaining({ pointer: '/birthDate' })],
    });
    expect(await person(child.id)).toEqual(child);
    const after = await change(child.id, { ...wanted, confirmShared: true });
    expect(after).toMatchObject({
      ...wanted,
      lastName: child.lastName,
      number: child.number,
      profile: child.profile,
      version: child.version,
    });
    expect(await person(child.id, sibling.admin)).toMatchObject(wanted);
    const stale = message(ChangeSharedFields, { personId: child.id, version: child.sharedVersion, firstName: 'Lea', confirmShared: true });
    await refused(network.world.ask(stale, sibling.admin), 'identity.stale-person');
  });

  it('ID-3: is told to every organization that knows the person, though not who else does, and to the owner by letter', async () => {
    const { child, email, answer } = await shared();
    await answer();
    await change(child.id, { lastName: 'Roy', confirmShared: true });
    expect(await log(club.organization.id, child.id)).toEqual([
      { caller: `user:${club.admin.id}`, caller_name: '', facts: { changed: ['lastName'] } },
    ]);
    const theirs = await log(sibling.organization.id, child.id);
    expect(theirs).toEqual([{ caller: 'service:identity', caller_name: 'identity', facts: { changed: ['lastName'] } }]);
    const { data } = await network.world.ask(message(ListAuditLog, { limit: 200 }), sibling.admin);
    expect(JSON.stringify(data)).not.toMatch(new RegExp(`${club.organization.id}|${club.organization.name}|${club.admin.id}`));
    const letter = await letterTo(email, 3);
    expect([letter.subject, letter.text]).toEqual([expect.stringMatching(/Léa Roy/), expect.stringMatching(/le nom\./)]);
    expect(letter.text).not.toMatch(/Longueuil/);
    const events = await network.sql<{ organizationId: Uuid; scope: string }>(
      `SELECT payload::jsonb ->> 'organizationId' AS "organizationId", caller::jsonb ->> 'organizations' AS scope FROM outbox
       WHERE subject = 'identity.event.shared-fields-changed.v1' AND payload::jsonb ->> 'personId' = $1`,
      [child.id],
    );
    expect(events.map(({ organizationId }) => organizationId).sort()).toEqual([club.organization.id, sibling.organization.id].sort());
    for (const { organizationId, scope } of events) expect(scope).toBe(JSON.stringify([organizationId])); // Nobody hears of another.
  });

  it('ID-3: is no business of who was invited and got no consent, nor of strangers', async () => {
    const { ownerId, child, answer } = await shared();
    await refused(change(ownerId, { firstName: 'Eva', confirmShared: true }, sibling.admin), 'identity.no-such-person');
    await answer();
    expect(await change(ownerId, { firstName: 'Eva', confirmShared: true }, sibling.admin)).toMatchObject({ firstName: 'Eva' });
    const stranger = await network.club((await network.federation()).organization.id);
    const foreign = message(ChangeSharedFields, {
      personId: child.id,
      version: child.sharedVersion,
      firstName: 'Eva',
      confirmShared: true,
    });
    await refused(network.world.ask(foreign, stranger.admin), 'identity.no-such-person');
  });

  it('ID-3, ID-1: names an owner anew in every list, and makes no child of one', async () => {
    const { id, ownerId, answer } = await shared();
    await answer();
    await refused(change(ownerId, { birthDate: '2015-01-01', confirmShared: true }), 'identity.owner-under-age');
    await change(ownerId, { firstName: 'Anaïs', confirmShared: true });
    for (const as of [club.admin, sibling.admin])
      expect((await network.world.ask(message(GetAccount, { accountId: id }), as)).owner.name).toMatch(/^Anaïs /);
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });

  it('ID-3: may be changed by the client, who confirms nothing, and by nobody else who signs in', async () => {
    const { id, ownerId, child, email, answer } = await shared();
    await answer();
    const activated = message(Activate, { token: tokenIn(await letterTo(email)), password: 'correct horse battery staple' });
    const { userId } = await network.world.ask(activated, gateway);
    const owner: Caller = { kind: 'user', id: userId, name: 'Ana', roles: [], organization: null, organizations: [], federationId: null };
    const say = (personId: Uuid, as: Caller, fields: Partial<Fields<ChangeOwnMember>> = {}) =>
      network.world.ask(message(ChangeOwnMember, { accountId: id, personId, firstName: 'Lou', lastName: 'Roy', ...fields }), as);
    expect(await say(child.id, owner)).toMatchObject({
      firstName: 'Lou',
      lastName: 'Roy',
      birthDate: '2015-04-09',
      number: child.number,
      picture: false,
    });
    expect(await person(child.id, sibling.admin)).toMatchObject({ firstName: 'Lou', birthDate: '2015-04-09' });
    expect(await log(sibling.organization.id, child.id)).toEqual([expect.objectContaining({ caller: 'service:identity' })]);
    await refused(say(ownerId, owner, { birthDate: '2015-01-01' }), 'identity.owner-under-age');
    await refused(say(child.id, { ...owner, id: newId() }), 'identity.no-such-person');
    await refused(say(newId(), owner), 'identity.no-such-person');
    const { data } = await network.world.ask(message(ListOwnAccounts, {}), owner);
    expect(data[0].members).toContainEqual(expect.objectContaining({ personId: child.id, firstName: 'Lou', picture: false }));
  });

  it('ID-3: is all that one organization learns of what was told to another, in every answer, event, log and refusal', async () => {
    const { id, ownerId, child, email, answer } = await shared();
    await answer();
    const secret = `secret-${newId()}`;
    const told = {
      address: secret,
      city: secret,
      province: secret,
      postalCode: secret.slice(0, 40),
      country: secret,
      email: `${secret}@mail.test`,
    };
    for (const personId of [ownerId, child.id]) {
      const { version } = await person(personId);
      const fields = { personId, version: Number(version), ...told, phone: `555 ${secret}`, gender: 'F' as const, language: 'nl' as const };
      await network.world.ask(message(ChangeProfile, fields), club.admin);
    }
    await network.world.ask(
      message(AddContact, { contactId: newId(), accountId: id, name: secret, type: 'other', ...told, postalCode: null }),
      club.admin,
    );
    await change(child.id, { firstName: 'Léonie', confirmShared: true });

    const as = sibling.admin;
    const ask = (question: object) => network.world.ask(question as GetPerson, as).catch((error: unknown) => JSON.stringify(error));
    const answers = [
      await ask(message(GetPerson, { personId: child.id })),
      await ask(message(GetPerson, { personId: ownerId })),
      await ask(message(GetAccount, { accountId: id })),
      await ask(message(ListPeople, { limit: 200 })),
      await ask(message(ListAccounts, { limit: 200 })),
      await ask(message(ListAuditLog, { limit: 200 })),
      await ask(message(ChangeProfile, { personId: child.id, version: 1, city: 'X' })),
      await ask(message(ChangeSharedFields, { personId: child.id, version: 1, firstName: 'X' })),
      await network.sql(`SELECT payload FROM outbox WHERE payload::text LIKE '%' || $1 || '%'`, [child.id]),
      await network.sql(`SELECT facts FROM audit_log`),
      await lettersTo(email),
    ];
    expect(JSON.stringify(answers[0])).toContain('Léonie'); // Otherwise their silence would prove nothing.
    expect(JSON.stringify(answers)).not.toContain(secret);
    const theirs = await person(child.id, as);
    expect([theirs.profile?.gender, theirs.language]).toEqual([null, null]);
  });

  it('ID-5: the P-number of a person is the same in every answer', async () => {
    const { id, child } = await shared();
    expect(child.number).toMatch(/^P\d{7,}$/);
    const { members } = await network.world.ask(message(GetAccount, { accountId: id }), club.admin);
    const { data } = await network.world.ask(message(ListPeople, { limit: 200 }), club.admin);
    expect([members[1].number, data.find((each) => each.id === child.id)?.number]).toEqual([child.number, child.number]);
  });

  it('ID-17: the username is shown to staff and is in nothing that they may write', async () => {
    const { id, ownerId, email } = await shared();
    const activated = message(Activate, { token: tokenIn(await letterTo(email)), password: 'correct horse battery staple' });
    await network.world.ask(activated, gateway);
    const { version } = await person(ownerId);
    const other = `letters.${newId()}@mail.test`;
    const { profile } = await network.world.ask(
      message(ChangeProfile, { personId: ownerId, version: Number(version), email: other }),
      club.admin,
    );
    expect(profile?.email).toBe(other); // Staff change where letters go,
    const account = await network.world.ask(message(GetAccount, { accountId: id }), club.admin);
    expect([account.email, account.activation.username]).toEqual([other, email]); // and see that the username stays.
    const smuggled = Object.assign(message(ChangeProfile, { personId: ownerId, version: 1 }), { username: other });
    await expect(network.world.ask(smuggled, club.admin)).rejects.toMatchObject({ kind: 'invalid' });
    const tried = network.world.database('identity').query.bind(network.world.database('identity'));
    const rights = await tried(`SELECT has_column_privilege('identity_service', 'account_sign_ins', 'username', 'UPDATE') AS may`);
    expect(rights).toEqual([{ may: false }]); // Not even by mistake.
  });
});
