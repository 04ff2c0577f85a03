import type { Command, Query } from '@nestjs/cqrs';
import { BooksJoined, BooksSplit, type BooksToJoin, type SplitBooks } from '#contracts/billing/merges';
import type { Caller } from '#contracts/caller';
import { GetAccount, GetPerson } from '#contracts/identity/accounts.query';
import {
  GetMerge,
  ListMerges,
  MergePeople,
  PreviewMerge,
  PreviewUnmerge,
  UnmergePeople,
  type MergePreview,
  type MergeRecord,
} from '#contracts/identity/merges';
import { CheckAccount } from '#contracts/identity/new-account';
import { HoldingsMoved, HoldingsReturned, type MoveHoldings } from '#contracts/memberships/merges';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { identityInvariants } from '../src/invariants.js';
import { FakeHoldings } from './fake-holdings.js';
import { Network, aRow, anAdult, anOwner, toMatch, type Club } from './network.js';

const patient = { withinMs: 60_000 };

describe('merging people', () => {
  const others = new FakeHoldings();
  let network: Network;
  let federation: Caller;
  let club: Club;
  let elsewhere: Club;
  let foreign: Club;

  beforeAll(async () => {
    network = await Network.startBeside(others.services());
    const made = await network.federation();
    federation = made.admin;
    club = await network.club(made.organization.id);
    elsewhere = await network.club(made.organization.id, { name: 'CPA Lévis' });
    foreign = await network.club((await network.federation()).organization.id);
  });
  afterAll(() => network?.world.stop());
  afterEach(async () => {
    others.reset();
    for (const { title, sql } of identityInvariants) expect([title, await network.sql(sql)]).toEqual([title, []]);
  });

  const ask = <T>(question: Query<T> | Command<T>, who: Caller = club.admin): Promise<T> => network.world.ask(question, who);
  const preview = (survivorPersonId: Uuid, closedPersonId: Uuid, who: Caller = club.admin): Promise<MergePreview> =>
    ask(message(PreviewMerge, { survivorPersonId, closedPersonId }), who);
  const get = (mergeId: Uuid, who: Caller = club.admin): Promise<MergeRecord> => ask(message(GetMerge, { mergeId }), who);

  /** Begins a merge as previewed. */
  async function begin(survivorPersonId: Uuid, closedPersonId: Uuid, changes: Partial<Fields<MergePeople>> = {}, who = club.admin) {
    const { keepUsernameOf } = changes;
    const { previewHash } = await ask(message(PreviewMerge, { survivorPersonId, closedPersonId, keepUsernameOf }), who);
    const fields = { mergeId: newId(), survivorPersonId, closedPersonId, previewHash, ...changes };
    return ask(message(MergePeople, fields), who);
  }

  async function sent<T>(subject: string, mergeId: Uuid): Promise<T> {
    const text = `SELECT payload::jsonb AS payload FROM outbox WHERE subject = $1 AND payload::jsonb ->> 'mergeId' = $2`;
    const rows = () => network.sql<{ payload: T }>(text, [subject, mergeId]);
    await eventually(async () => (await rows()).length > 0, patient);
    return (await rows())[0].payload;
  }

  const flow = () => flowCaller('merge:test', [club.organization.id], club.organization.federationId);

  /** What memberships and billing answer to the steps of a merge. */
  async function carryOut(mergeId: Uuid, who: Caller = club.admin): Promise<Fields<MoveHoldings>> {
    const moved = await sent<Fields<MoveHoldings>>('memberships.run.move-holdings.v1', mergeId);
    await network.world.send(HoldingsMoved, { mergeId }, flow());
    await sent('billing.run.join-books.v1', mergeId);
    await network.world.send(BooksJoined, { mergeId }, flow());
    await eventually(async () => (await get(mergeId, who)).state === 'merged', patient);
    return moved;
  }

  async function merge(survivor: Uuid, closed: Uuid, changes: Partial<Fields<MergePeople>> = {}, who = club.admin) {
    const { id } = await begin(survivor, closed, changes, who);
    return { mergeId: id, moved: await carryOut(id, who) };
  }

  async function undo(mergeId: Uuid, clientsInUse: Uuid[] = [], giveBack: Uuid[] = [], who = club.admin): Promise<void> {
    const { previewHash } = await ask(message(PreviewUnmerge, { mergeId, giveBack }), who);
    expect(await ask(message(UnmergePeople, { mergeId, giveBack, previewHash }), who)).toMatchObject({ state: 'splitting' });
    await sent('memberships.run.return-holdings.v1', mergeId);
    const saleId = newId();
    await network.world.send(HoldingsReturned, { mergeId, clientsInUse: [], saleIds: [saleId] }, flow());
    const split = await sent<Fields<SplitBooks>>('billing.run.split-books.v1', mergeId);
    expect(split.giveBack).toEqual([...giveBack, saleId]); // What was billed for a membership goes where that goes.
    await network.world.send(BooksSplit, { mergeId, clientsInUse }, flow());
    await eventually(async () => (await get(mergeId, who)).state === 'undone', patient);
  }

  /** Everything identity holds of people and accounts, to the last column. */
  async function everything(): Promise<Record<string, string[]>> {
    const tables = ['people', 'accounts', 'clients', 'account_members', 'profiles', 'pictures', 'admissions', 'withheld_profiles'];
    const rest = ['account_sign_ins', 'activations', 'invitations', 'extra_emails', 'contacts', 'form_answers', 'family_invitations'];
    const rows = await Promise.all(
      [...tables, ...rest].map(async (table) => {
        const found = await network.sql<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t ORDER BY 1`);
        return [table, found.map(({ row }) => row)] as const;
      }),
    );
    return Object.fromEntries(rows);
  }

  const contact = { email: 'marie@mail.example', phone: '514 555-0134' };

  /** Marie twice, each with an account of her own and a child in it; the second is known elsewhere too. A family of its own each time. */
  async function marieTwice() {
    const [first, second, third] = [newId(), newId(), newId()];
    const family = `Q${first.slice(-10).replaceAll(/./g, (digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)])}`;
    const marie = anAdult(first, 2, `Marie ${family}`, { ...contact, phone: null });
    const emma = aRow(first, 3, `Emma ${family}`, { accountId: marie.accountId, owner: marie.owner });
    const mary = anAdult(second, 2, `Mary ${family}`, { email: 'mary@work.example', phone: '438 555-0199', birthDate: '1980-04-11' });
    const noah = aRow(second, 3, `Noah ${family}`, { gender: 'M', birthDate: '2017-02-03', accountId: mary.accountId, owner: mary.owner });
    await network.admit(club, first, [marie, emma]);
    await network.admit(club, second, [mary, noah]);
    const known = { ...mary, row: 2, reuse: true, accountExists: true, owner: null, email: 'private@elsewhere.example' };
    await network.admit(elsewhere, third, [known]);
    return { family, marie, emma, mary, noah };
  }

  async function signIn(accountId: Uuid, personId: Uuid, email: string): Promise<void> {
    const userId = newId();
    await network.sql(`INSERT INTO users (id, email_key, name, password_hash, created_at) VALUES ($1, $2, 'Q', 'x', now())`, [
      userId,
      email,
    ]);
    await network.sql(
      `INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, $2, $3, $4, now())`,
      [accountId, personId, userId, email],
    );
  }

  it('ID-24: preview: fields side by side, who comes along, what both owe; nothing is written', async () => {
    const { family, marie, mary, noah } = await marieTwice();
    const books: BooksToJoin = {
      closedClientId: derivedId('client', club.organization.id, mary.accountId),
      survivorClientId: derivedId('client', club.organization.id, marie.accountId),
      currency: 'CAD',
      closedMinor: 1500,
      survivorMinor: -200,
      mergedMinor: 1300,
      invoices: 2,
      creditNotes: 0,
      payments: 1,
    };
    others.books = [books];
    const before = await everything();
    const shown = await preview(marie.personId, mary.personId);
    expect(shown).toMatchObject({
      survivor: { personId: marie.personId, name: `Marie ${family}`, accountIds: [marie.accountId] },
      closed: { personId: mary.personId, name: `Mary ${family}` },
      extraEmails: ['mary@work.example'],
      accounts: [
        {
          closedAccountId: mary.accountId,
          survivorAccountId: marie.accountId,
          moving: [{ personId: noah.personId, name: `Noah ${family}` }],
        },
      ],
      books: [books],
      warnings: ['birth-dates-differ'],
    });
    expect(shown.fields.find(({ field }) => field === 'phone')).toMatchObject({ survivor: null, result: '438 555-0199', from: 'closed' });
    expect(await preview(marie.personId, mary.personId)).toEqual(shown);
    expect(await everything()).toEqual(before);
    expect(JSON.stringify(shown)).not.toContain('elsewhere');
  });

  it('ID-24: merges, with a preview that still holds; accounts, members, addresses and other organizations’ clients follow', async () => {
    const { family, marie, mary, noah } = await marieTwice();
    const { mergeId, moved } = await merge(marie.personId, mary.personId);
    expect(moved).toMatchObject({ survivorPersonId: marie.personId, closedPersonId: mary.personId });
    const pair = { fromAccountId: mary.accountId, toAccountId: marie.accountId };
    const clientOf = (of: Club, accountId: Uuid) => derivedId('client', of.organization.id, accountId);
    expect([...moved.clients].sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1))).toEqual(
      [club, elsewhere]
        .map((of) => ({
          organizationId: of.organization.id,
          fromClientId: clientOf(of, mary.accountId),
          toClientId: clientOf(of, marie.accountId),
          ...pair,
        }))
        .sort((a, b) => (a.organizationId < b.organizationId ? -1 : 1)),
    );
    const account = await ask(message(GetAccount, { accountId: marie.accountId }));
    expect(account.members.map(({ firstName }) => firstName).sort()).toEqual(['Emma', 'Marie', 'Noah']);
    const person = await ask(message(GetPerson, { personId: marie.personId }));
    expect(person).toMatchObject({ firstName: 'Marie', profile: { email: contact.email, phone: '438 555-0199' } });
    expect(person.extraEmails).toEqual(['mary@work.example']);
    expect(await get(mergeId)).toMatchObject({
      state: 'merged',
      survivorName: `Marie ${family}`,
      closedName: `Mary ${family}`,
      mergedBy: club.admin.name,
      accounts: [{ closedAccountId: mary.accountId, survivorAccountId: marie.accountId }],
    });
    // The other club: its own address of her, the client it had, and nobody it did not know.
    const there = await ask(message(GetAccount, { accountId: marie.accountId }), elsewhere.admin);
    expect(there.members.map(({ personId }) => personId)).toEqual([marie.personId]);
    const seenThere = await ask(message(GetPerson, { personId: marie.personId }), elsewhere.admin);
    expect(seenThere).toMatchObject({ firstName: 'Marie', profile: { email: 'private@elsewhere.example' }, extraEmails: [] });
    await expect(ask(message(GetPerson, { personId: noah.personId }), elsewhere.admin)).rejects.toMatchObject({
      code: 'identity.no-such-person',
    });
  });

  it('ID-24: closed ids lead to the survivor, for whoever holds that one; for all others there never was anybody', async () => {
    const { marie, mary } = await marieTwice();
    await merge(marie.personId, mary.personId);
    for (const who of [club.admin, elsewhere.admin, federation]) {
      await expect(ask(message(GetPerson, { personId: mary.personId }), who)).rejects.toMatchObject({
        code: 'identity.person-merged',
        facts: { personId: marie.personId },
      });
    }
    await expect(ask(message(GetAccount, { accountId: mary.accountId }))).rejects.toMatchObject({
      code: 'identity.account-merged',
      facts: { accountId: marie.accountId },
    });
    await expect(ask(message(GetPerson, { personId: mary.personId }), foreign.admin)).rejects.toMatchObject({
      code: 'identity.no-such-person',
    });
    await expect(ask(message(GetAccount, { accountId: mary.accountId }), foreign.admin)).rejects.toMatchObject({
      code: 'identity.no-such-account',
    });
    await expect(preview(marie.personId, mary.personId)).rejects.toMatchObject({ code: 'identity.person-merged' });
  });

  it('ID-8: an address kept beside the survivor’s own is found: nobody creates the client again', async () => {
    const { marie, mary } = await marieTwice();
    const email = `second-${newId()}@work.example`;
    await network.sql(`UPDATE profiles SET email = $1 WHERE organization_id = $2 AND person_id = $3`, [
      email,
      club.organization.id,
      mary.personId,
    ]);
    await merge(marie.personId, mary.personId);
    expect(await ask(message(CheckAccount, { email }))).toMatchObject({ email: { outcome: 'mine', accountId: marie.accountId } });
  });

  it('ID-24: undone, both are as they were, to the last column', async () => {
    const { marie, emma, mary } = await marieTwice();
    await signIn(mary.accountId, mary.personId, `mary-${newId()}@mail.example`);
    await network.sql(`INSERT INTO pictures (person_id, jpeg, sha256, side, changed_at) VALUES ($1, '\\x00ff', 'f00d', 10, now())`, [
      mary.personId,
    ]);
    await network.sql(
      `INSERT INTO activations (id, organization_id, account_id, person_id, email, first_name, name, token_hash, requested_by, requested_at, expires_at)
       VALUES ($1, $2, $3, $4, 'a@mail.example', 'Mary', 'Mary Q', $5, 'test', now(), now() + interval '1 day')`,
      [newId(), club.organization.id, mary.accountId, mary.personId, newId()],
    );
    const before = await everything();
    const { mergeId } = await merge(marie.personId, mary.personId);
    expect(await everything()).not.toEqual(before);
    await undo(mergeId);
    expect(await everything()).toEqual(before);
    // And again, the other way round.
    await network.sql(`UPDATE possible_duplicates SET state = 'open', decided_at = NULL WHERE state = 'not-the-same'`);
    const again = await merge(mary.personId, marie.personId);
    await undo(again.mergeId);
    expect(await everything()).toEqual(before);
    expect(await ask(message(GetPerson, { personId: emma.personId }))).toMatchObject({ accountIds: [marie.accountId] });
  });

  it('ID-24: what came after the merge stays with the survivor; another organization that used it keeps its client', async () => {
    const { marie, mary, noah } = await marieTwice();
    const { mergeId } = await merge(marie.personId, mary.personId);
    const kept = derivedId('client', elsewhere.organization.id, marie.accountId);
    await network.sql(`UPDATE profiles SET city = 'Longueuil' WHERE organization_id = $1 AND person_id = $2`, [
      club.organization.id,
      marie.personId,
    ]);
    others.later = [
      {
        id: newId(),
        kind: 'payment',
        label: 'P-1',
        on: '2026-11-22',
        amountMinor: 500,
        currency: 'CAD',
        goesTo: 'survivor',
        follows: null,
      },
    ];
    const shown = await ask(message(PreviewUnmerge, { mergeId }));
    expect(shown).toMatchObject({
      later: others.later,
      accounts: [{ closedAccountId: mary.accountId, moving: [{ personId: noah.personId }] }],
      closed: { personId: mary.personId, accountIds: [mary.accountId] },
    });
    await expect(ask(message(PreviewUnmerge, { mergeId, giveBack: [newId()] }))).rejects.toMatchObject({
      code: 'identity.not-later-activity',
    });
    await undo(mergeId, [kept], [others.later[0].id]);
    const own = await ask(message(GetPerson, { personId: marie.personId }));
    expect(own.profile).toMatchObject({ city: 'Longueuil', phone: null });
    for (const { personId, accountId } of [marie, mary]) {
      expect(await ask(message(GetPerson, { personId }), elsewhere.admin)).toMatchObject({ accountIds: [accountId] });
    }
  });

  it('ID-23: the survivor’s username stays; the other is put away, and comes back under the name it has by then', async () => {
    const { marie, mary } = await marieTwice();
    const [own, other, renamed] = [1, 2, 3].map((n) => `u${n}-${newId()}@mail.example`);
    await signIn(marie.accountId, marie.personId, own);
    await signIn(mary.accountId, mary.personId, other);
    expect(await preview(marie.personId, mary.personId)).toMatchObject({
      username: own,
      warnings: expect.arrayContaining(['both-sign-in']),
    });
    const { mergeId } = await merge(marie.personId, mary.personId);
    const signIns = () =>
      network.sql<{ account_id: Uuid; username: string }>(
        `SELECT account_id, username FROM account_sign_ins WHERE account_id = ANY ($1::uuid[]) ORDER BY username`,
        [[marie.accountId, mary.accountId]],
      );
    expect(await signIns()).toEqual([{ account_id: marie.accountId, username: own }]);
    await network.sql(`UPDATE users SET email_key = $1 WHERE email_key = $2`, [renamed, other]);
    await undo(mergeId);
    expect(await signIns()).toEqual([
      { account_id: marie.accountId, username: own },
      { account_id: mary.accountId, username: renamed },
    ]);
  });

  it('ID-23: the client may pick the other username', async () => {
    const { marie, mary } = await marieTwice();
    const [own, other] = [1, 2].map((n) => `p${n}-${newId()}@mail.example`);
    await signIn(marie.accountId, marie.personId, own);
    await signIn(mary.accountId, mary.personId, other);
    const before = await everything();
    const { mergeId } = await merge(marie.personId, mary.personId, { keepUsernameOf: 'closed' });
    const account = await ask(message(GetAccount, { accountId: marie.accountId }));
    expect(account.activation).toMatchObject({ state: 'active', username: other });
    await undo(mergeId);
    expect(await everything()).toEqual(before);
  });

  it('ID-24: twice in one family: two people become one, the account stays', async () => {
    const importId = newId();
    const owner = anOwner('Paul Vanasse', { birthDate: '1979-01-01' });
    const lea = aRow(importId, 2, 'Léa Vanasse', { owner });
    const twice = aRow(importId, 3, 'Lea Vanasse', { owner, accountId: lea.accountId, birthDate: '2015-04-11' });
    await network.admit(club, importId, [lea, twice]);
    const before = await everything();
    const { mergeId, moved } = await merge(lea.personId, twice.personId);
    expect(moved.clients).toEqual([]);
    const { members } = await ask(message(GetAccount, { accountId: lea.accountId }));
    expect(members.map(({ firstName }) => firstName).sort()).toEqual(['Léa', 'Paul']);
    await undo(mergeId);
    expect(await everything()).toEqual(before);
  });

  it('ID-1: an owner merged into a member leaves the account to them; a child owns none', async () => {
    const importId = newId();
    const paul = anAdult(importId, 2, 'Paul Vadnais', { gender: 'M' });
    const member = aRow(importId, 3, 'Pol Vadnais', { gender: 'M', birthDate: '1980-04-01', accountId: paul.accountId, owner: paul.owner });
    const child = aRow(importId, 4, 'Zoé Vadnais', { accountId: paul.accountId, owner: paul.owner });
    await network.admit(club, importId, [paul, member, child]);
    await expect(preview(child.personId, paul.personId)).rejects.toMatchObject({ code: 'identity.owner-under-age' });
    const before = await everything();
    const { mergeId } = await merge(member.personId, paul.personId);
    const account = await ask(message(GetAccount, { accountId: paul.accountId }));
    expect(account.owner).toMatchObject({ personId: member.personId, name: 'Pol Vadnais' });
    expect(account.members).toHaveLength(2);
    await undo(mergeId);
    expect(await everything()).toEqual(before);
  });

  it('ID-3: a federation merges people of two clubs by shared fields; each club keeps its account and what it knew', async () => {
    const [first, second] = [newId(), newId()];
    const one = anAdult(first, 2, 'Ghislaine Thivierge', { email: 'here@club.example' });
    const other = anAdult(second, 2, 'Guylaine Thivierge', { email: 'there@club.example', phone: '418 555-0101' });
    await network.admit(club, first, [one]);
    await network.admit(elsewhere, second, [other]);
    await expect(preview(one.personId, other.personId)).rejects.toMatchObject({ code: 'identity.no-such-person' });
    const shown = await preview(one.personId, other.personId, federation);
    expect(shown.accounts).toEqual([]);
    expect(JSON.stringify(shown)).not.toMatch(/here@|there@|418/);
    const before = await everything();
    const { mergeId } = await merge(one.personId, other.personId, {}, federation);
    expect(await ask(message(GetPerson, { personId: one.personId }), elsewhere.admin)).toMatchObject({
      firstName: 'Ghislaine',
      profile: { email: 'there@club.example' },
      accountIds: [other.accountId],
    });
    expect(await ask(message(GetPerson, { personId: one.personId }))).toMatchObject({
      profile: { email: 'here@club.example', phone: null },
    });
    await undo(mergeId, [], [], federation);
    expect(await everything()).toEqual(before);
  });

  it('IMP-8: nobody who was merged is matched, and an import that names them goes on with the survivor', async () => {
    const { family, marie, mary } = await marieTwice();
    await merge(marie.personId, mary.personId);
    const [verdict] = await network.match([toMatch(2, `Mary ${family}`, { birthDate: '1980-04-11' })], club.admin);
    expect(verdict?.candidates.map(({ personId }) => personId) ?? []).not.toContain(mary.personId);
    const importId = newId();
    const child = aRow(importId, 3, `Rose ${family}`, { birthDate: '2019-09-09', accountId: mary.accountId, accountExists: true });
    await network.admit(club, importId, [{ ...mary, row: 2, reuse: true, accountExists: true, owner: null }, child]);
    const [{ reusedMeanwhile }] = await network.announced<{ reusedMeanwhile: { row: number; personId: Uuid }[] }>(
      'identity.event.people-admitted.v1',
      importId,
    );
    expect(reusedMeanwhile).toEqual([{ row: 2, personId: marie.personId }]);
    const [{ members }] = await network.announced<{ members: { personId: Uuid; accountId: Uuid }[] }>(
      'memberships.run.enrol-members.v1',
      importId,
    );
    expect(members).toMatchObject([
      { personId: marie.personId, accountId: marie.accountId },
      { personId: child.personId, accountId: marie.accountId },
    ]);
  });

  it('PAIN-1: the pair is merged in the queue; answers given about the closed one hold of the survivor; undone, they are two', async () => {
    const { marie, mary, emma } = await marieTwice();
    const pair = (a: Uuid, b: Uuid) => [a, b].sort();
    const insert = async (organizationId: Uuid, people: Uuid[], state: string) => {
      const id = derivedId('possible-duplicate', organizationId, ...people);
      await network.sql(
        `INSERT INTO possible_duplicates (id, organization_id, person_id, other_id, score, because, certain, model_version, found_at, state, decided_at)
         VALUES ($1, $2, $3, $4, 500, '[]', false, 1, now(), $5, CASE WHEN $5 = 'open' THEN NULL ELSE now() END)`,
        [id, organizationId, ...people, state],
      );
      return id;
    };
    const [mine, theirs] = [club.organization.id, elsewhere.organization.id];
    const asked = await insert(mine, pair(marie.personId, mary.personId), 'open');
    const askedThere = await insert(theirs, pair(marie.personId, mary.personId), 'open');
    await insert(mine, pair(mary.personId, emma.personId), 'not-the-same');
    const states = async () =>
      Object.fromEntries(
        (
          await network.sql<{ id: Uuid; state: string; by: string | null }>(`SELECT id, state, decided_by AS by FROM possible_duplicates`)
        ).map(({ id, ...row }) => [id, row]),
      );
    const { mergeId } = await merge(marie.personId, mary.personId);
    const ofSurvivor = derivedId('possible-duplicate', mine, ...pair(marie.personId, emma.personId));
    expect(await states()).toMatchObject({
      [asked]: { state: 'merged', by: club.admin.name },
      [askedThere]: { state: 'merged', by: null },
      [ofSurvivor]: { state: 'not-the-same' },
    });
    expect(await get(mergeId)).toMatchObject({ possibleDuplicateId: asked });
    await undo(mergeId);
    const after = await states();
    expect(after).toMatchObject({ [asked]: { state: 'not-the-same', by: club.admin.name }, [askedThere]: { state: 'open', by: null } });
    expect(after[ofSurvivor]).toBeUndefined();
    await expect(preview(marie.personId, mary.personId)).rejects.toMatchObject({
      code: 'identity.merge-impossible',
      facts: { because: 'said-not-the-same' },
    });
  });

  it('ID-24: refuses what would do something else than was previewed, and shows what', async () => {
    const { marie, mary } = await marieTwice();
    const { previewHash } = await preview(marie.personId, mary.personId);
    others.conflicts = [{ name: 'Annual', expiresOn: '2027-05-31', survivorMembershipId: newId(), closedMembershipId: newId() }];
    const fields = { mergeId: newId(), survivorPersonId: marie.personId, closedPersonId: mary.personId, previewHash };
    const refused = await ask(message(MergePeople, fields)).catch(
      (error: unknown) => error as { code: string; facts: { preview: MergePreview } },
    );
    expect(refused).toMatchObject({
      code: 'identity.merge-changed',
      kind: 'conflict',
      facts: { preview: { warnings: expect.arrayContaining(['both-hold-the-same']) } },
    });
    const { facts } = refused as { facts: { preview: MergePreview } };
    expect(await ask(message(MergePeople, { ...fields, previewHash: facts.preview.previewHash }))).toMatchObject({ state: 'moving' });
    expect(await ask(message(MergePeople, { ...fields, previewHash: facts.preview.previewHash }))).toMatchObject({ id: fields.mergeId });
    await carryOut(fields.mergeId);
  });

  it('ID-24: one at a time, and undone newest first', async () => {
    const { marie, mary } = await marieTwice();
    const importId = newId();
    const third = anAdult(importId, 2, 'Maria Quiviger', { birthDate: '1981-01-01' });
    await network.admit(club, importId, [third]);
    const { id } = await begin(marie.personId, mary.personId);
    const hash = (await preview(marie.personId, third.personId)).previewHash;
    const fields = { mergeId: newId(), survivorPersonId: marie.personId, closedPersonId: third.personId, previewHash: hash };
    await expect(ask(message(MergePeople, fields))).rejects.toMatchObject({ code: 'identity.merge-in-progress' });
    await expect(ask(message(PreviewUnmerge, { mergeId: id }))).rejects.toMatchObject({ code: 'identity.merge-in-progress' });
    await carryOut(id);
    const later = await merge(marie.personId, third.personId);
    await expect(ask(message(PreviewUnmerge, { mergeId: id }))).rejects.toMatchObject({ code: 'identity.merge-not-last' });
    const chain = await merge(anyone(importId), marie.personId).catch((error: unknown) => error);
    expect(chain).toMatchObject({ code: 'identity.no-such-person' });
    await undo(later.mergeId);
    await undo(id);
    await expect(ask(message(PreviewUnmerge, { mergeId: id }))).rejects.toMatchObject({ code: 'identity.merge-undone' });
  });
  const anyone = (importId: Uuid) => derivedId('person', importId, 99);

  it('ID-24: the history is the organization’s own, by pages, filters and days; it enters the logs of all it touches', async () => {
    const { marie, mary } = await marieTwice();
    const { mergeId } = await merge(marie.personId, mary.personId);
    const list = (fields: Partial<Fields<ListMerges>> = {}, who: Caller = club.admin) =>
      ask(message(ListMerges, { limit: 50, ...fields }), who);
    const all = (await list()).data;
    expect(all[0].id).toBe(mergeId);
    const page = await list({ limit: 1 });
    expect(page.data.map(({ id }) => id)).toEqual([mergeId]);
    const rest = await list({ after: page.next! });
    expect([...page.data, ...rest.data]).toEqual(all);
    expect((await list({ sort: 'mergedAt' })).data).toEqual([...all].reverse());
    expect((await list({ personId: mary.personId })).data.map(({ id }) => id)).toEqual([mergeId]);
    expect((await list({ state: 'undone' })).data.every(({ state }) => state === 'undone')).toBe(true);
    expect((await list({ to: '2000-01-01' })).data).toEqual([]);
    expect((await list({ from: '2000-01-01' })).data).toEqual(all);
    expect((await list({}, elsewhere.admin)).data).toEqual([]);
    await expect(get(mergeId, elsewhere.admin)).rejects.toMatchObject({ code: 'identity.no-such-merge' });
    await expect(ask(message(PreviewUnmerge, { mergeId }), elsewhere.admin)).rejects.toMatchObject({ code: 'identity.no-such-merge' });
    const entries = await network.sql<{ organization_id: Uuid; caller: string }>(
      `SELECT organization_id, caller FROM audit_log WHERE action = 'identity.person-merged' AND subject = $1 ORDER BY seq`,
      [mary.personId],
    );
    expect(entries).toEqual(
      expect.arrayContaining([
        { organization_id: club.organization.id, caller: `user:${club.admin.id}` },
        { organization_id: elsewhere.organization.id, caller: expect.not.stringContaining(club.admin.id) as string },
      ]),
    );
  });

  it('reliability: a step heard twice is done once', async () => {
    const { marie, mary } = await marieTwice();
    const { id } = await begin(marie.personId, mary.personId);
    await carryOut(id);
    const messageId = newId();
    for (const _ of [1, 2]) await network.world.send(BooksJoined, { mergeId: id }, flow(), { messageId });
    await network.world.send(HoldingsMoved, { mergeId: id }, flow());
    await eventually(async () => (await network.sql(`SELECT FROM inbox WHERE message_id = $1`, [messageId])).length === 1);
    expect(await get(id)).toMatchObject({ state: 'merged' });
    const announced = await network.sql(
      `SELECT FROM outbox WHERE subject = 'identity.event.person-merged.v1' AND payload::jsonb ->> 'mergeId' = $1`,
      [id],
    );
    expect(announced).toHaveLength(1);
  });
});
