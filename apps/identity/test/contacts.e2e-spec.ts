import { GetAccount, ListPeople } from '#contracts/identity/accounts.query';
import { AddContact, ChangeContact, GetContact, ListContacts, RemoveContact } from '#contracts/identity/contacts';
import { AnswerInvitation, InviteOwner } from '#contracts/identity/invitations';
import { CreateAccount } from '#contracts/identity/new-account';
import type { Caller, Uuid } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { serviceCaller } from '#platform/messaging/context';
import { letterTo } from '#testing/inbox';
import { Network, type Club } from './network.js';

describe('contacts of an account', () => {
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

  const anAccount = async (email = `owner.${newId()}@mail.test`) => {
    const lastName = `Qu${Array.from(String(++made), (digit) => 'abcdefghij'[Number(digit)]).join('')}`;
    const account = await network.world.ask(message(CreateAccount, { accountId: newId(), firstName: 'Ana', lastName, email }), club.admin);
    return { id: account.id, address: email };
  };
  const add = (accountId: Uuid, fields: Partial<Fields<AddContact>> = {}, as: Caller = club.admin) =>
    network.world.ask(message(AddContact, { contactId: newId(), accountId, name: 'Zoë Lévesque', type: 'emergency', ...fields }), as);
  const change = (contactId: Uuid, version: number, fields: Partial<Fields<ChangeContact>>, as: Caller = club.admin) =>
    network.world.ask(message(ChangeContact, { contactId, version, ...fields }), as);
  const get = (contactId: Uuid, as: Caller = club.admin) => network.world.ask(message(GetContact, { contactId }), as);
  const remove = (contactId: Uuid, as: Caller = club.admin) => network.world.ask(message(RemoveContact, { contactId }), as);
  const list = (accountId: Uuid, fields: Partial<Fields<ListContacts>> = {}, as: Caller = club.admin) =>
    network.world.ask(message(ListContacts, { accountId, limit: 50, ...fields }), as);
  const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });

  it('ID-20: carry name, relationship, type, phones, e-mail and address, and are no members of the account', async () => {
    const { id } = await anAccount();
    const told = {
      relationship: 'grand-mère',
      phones: [{ kind: 'mobile' as const, number: '514 555-0178' }],
      email: 'zoe@mail.test',
      address: '88 rue Fleury E.',
      city: 'Montréal',
      province: 'QC',
      postalCode: 'H2C 1P5',
      country: 'CA',
    };
    const contact = await add(id, told);
    expect(contact).toEqual({ id: expect.any(String), accountId: id, name: 'Zoë Lévesque', type: 'emergency', ...told, version: 1 });
    expect(await get(contact.id)).toEqual(contact);
    expect((await network.world.ask(message(GetAccount, { accountId: id }), club.admin)).members).toHaveLength(1);
    const people = await network.world.ask(message(ListPeople, { limit: 200 }), club.admin);
    expect(people.data.some(({ lastName }) => lastName === 'Lévesque')).toBe(false);
    await refused(add(newId()), 'identity.no-such-account');
    await refused(add(id, { name: '?' }), 'identity.invalid-contact');
  });

  it('ID-20: are changed by who saw them as they are, and forgotten', async () => {
    const { id } = await anAccount();
    const contact = await add(id, { relationship: 'aunt', city: 'Laval' });
    const changed = await change(contact.id, 1, { name: 'Zoé', relationship: null, phones: [{ kind: 'home', number: '450 555-0111' }] });
    expect(changed).toEqual({
      ...contact,
      name: 'Zoé',
      relationship: null,
      phones: [{ kind: 'home', number: '450 555-0111' }],
      version: 2,
    });
    expect(await get(contact.id)).toEqual(changed);
    await refused(change(contact.id, 1, { city: 'Brossard' }), 'identity.stale-contact');
    expect(await remove(contact.id)).toEqual(changed);
    await refused(get(contact.id), 'identity.no-such-contact');
    await refused(remove(contact.id), 'identity.no-such-contact');
    const log = await network.sql(
      `SELECT action, facts::text AS facts FROM audit_log WHERE subject = $1 AND action LIKE 'identity.contact-%' ORDER BY seq`,
      [id],
    );
    expect(log.map(({ action }) => action)).toEqual(['added', 'changed', 'removed'].map((what) => `identity.contact-${what}`));
    expect(JSON.stringify(log)).not.toMatch(/Zo|aunt|555/); // The log never repeats what somebody was told.
  });

  it('ID-20: are listed by name, page by page, and by type', async () => {
    const { id } = await anAccount();
    for (const [name, type] of [
      ['Élise', 'doctor'],
      ['Bob', 'emergency'],
      ['adam', 'emergency'],
      ['Élise', 'other'],
    ] as const)
      await add(id, { name, type });
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await list(id, { limit: 1, after });
      names.push(...page.data.map(({ name }) => name));
      after = page.next ?? undefined;
    } while (after);
    expect(names).toEqual(['adam', 'Bob', 'Élise', 'Élise']);
    expect((await list(id, { sort: '-name', limit: 3 })).data.map(({ name }) => name)).toEqual(['Élise', 'Élise', 'Bob']);
    expect((await list(id, { type: 'emergency' })).data.map(({ name }) => name)).toEqual(['adam', 'Bob']);
    await refused(list(id, { after: 'WyJ4Il0' }), 'platform.bad-cursor');
  });

  it('ID-20, ID-3: are of the organization they were told to alone', async () => {
    const { id, address } = await anAccount();
    const contact = await add(id);
    await refused(get(contact.id, sibling.admin), 'identity.no-such-contact');
    await refused(list(id, {}, sibling.admin), 'identity.no-such-account');
    await network.world.ask(
      message(InviteOwner, { invitationId: newId(), email: address, firstName: 'Ana', lastName: 'Told' }),
      sibling.admin,
    );
    await refused(add(id, {}, sibling.admin), 'identity.consent-missing'); // ID-9
    const token = /#(til_[\w-]+)/.exec((await letterTo(address, 2)).text)?.[1] ?? '';
    await network.world.ask(message(AnswerInvitation, { token, accept: true }), serviceCaller('gateway'));
    const theirs = await add(id, { name: 'Their own' }, sibling.admin);
    expect((await list(id, {}, sibling.admin)).data.map(({ id }) => id)).toEqual([theirs.id]);
    expect((await list(id)).data.map(({ id }) => id)).toEqual([contact.id]);
    await refused(change(contact.id, 1, { name: 'Mine' }, sibling.admin), 'identity.no-such-contact');
    await refused(remove(contact.id, sibling.admin), 'identity.no-such-contact');

    const scope = `organization_id = $1 AND account_id = $2`;
    await network.sql(`UPDATE clients SET consent = 'withdrawn' WHERE ${scope}`, [sibling.organization.id, id]);
    expect((await list(id, {}, sibling.admin)).data).toEqual([]); // Out of sight with the consent,
    await network.sql(`UPDATE clients SET consent = 'given' WHERE ${scope}`, [sibling.organization.id, id]);
    expect((await list(id, {}, sibling.admin)).data).toHaveLength(1); // and back with it.
  });
});
