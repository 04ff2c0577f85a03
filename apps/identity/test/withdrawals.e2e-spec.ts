import { ListAccounts, ListPeople } from '#contracts/identity/accounts.query';
import { AddContact } from '#contracts/identity/contacts';
import { CreateForm, SaveAnswers } from '#contracts/identity/forms';
import type { PersonToAdmit } from '#contracts/identity/admit-people.command';
import { PeopleWithdrawn, WithdrawPeople, type PartyKept } from '#contracts/identity/withdraw-people.command';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { identityInvariants } from '../src/invariants.js';
import { Network, aRow, anAdult, anOwner, toMatch, type Club } from './network.js';

describe('withdrawing the people of an undone import', () => {
  let network: Network;
  let club: Club;
  let other: Club;

  beforeAll(async () => {
    network = await Network.start();
  });
  beforeEach(async () => {
    const federation = await network.federation();
    club = await network.club(federation.organization.id);
    other = await network.club(federation.organization.id);
  });
  afterAll(() => network.world.stop());
  afterEach(async () => {
    for (const { title, sql } of identityInvariants) expect({ title, broken: await network.sql(sql) }).toEqual({ title, broken: [] });
  });

  const people = async (who: Club, more: { showArchived?: boolean } = {}): Promise<string[]> =>
    (await network.world.ask(message(ListPeople, { limit: 200, ...more }), who.admin)).data.map(({ firstName }) => firstName).sort();
  const accounts = async (who: Club): Promise<number> =>
    (await network.world.ask(message(ListAccounts, { limit: 200 }), who.admin)).data.length;

  type Keeping = { people?: Record<Uuid, PartyKept['reasons']>; accounts?: Record<Uuid, PartyKept['reasons']> };

  /** Withdraws what these rows named, as imports would ask for it. */
  async function withdrawn(
    importId: Uuid,
    rows: readonly PersonToAdmit[],
    keep: Keeping = {},
    messageId = newId(),
  ): Promise<Fields<PeopleWithdrawn>> {
    const { id: organizationId, federationId } = club.organization;
    const first = (id: Uuid, of: 'personId' | 'accountId') => rows.find((row) => row[of] === id)!.row;
    const fields = {
      importId,
      batch: 1,
      organizationId,
      federationId: federationId ?? '',
      accounts: [...new Set(rows.map(({ accountId }) => accountId))].map((accountId) => {
        return { accountId, row: first(accountId, 'accountId'), keep: keep.accounts?.[accountId] ?? [] };
      }),
      people: [...new Set(rows.map(({ personId }) => personId))].map((personId) => {
        return { personId, row: first(personId, 'personId'), keep: keep.people?.[personId] ?? [] };
      }),
    };
    await network.world.send(WithdrawPeople, fields, club.flow, { messageId });
    await eventually(async () => (await network.sql('SELECT FROM inbox WHERE message_id = $1', [messageId])).length > 0);
    return (await network.announced<Fields<PeopleWithdrawn>>(PeopleWithdrawn.subject, importId)).at(-1)!;
  }

  it('IMP-17, ID-22: archives people, owners, accounts and clients that nobody else uses, and hides them by default', async () => {
    const importId = newId();
    const owner = anOwner('Marie Gagnon', { personId: derivedId('owner', importId, 3) });
    const rows = [anAdult(importId, 2, 'Ana Roy'), aRow(importId, 3, 'Léa Gagnon', { owner })];
    await network.admit(club, importId, rows);
    expect(await withdrawn(importId, rows)).toMatchObject({ people: 3, accounts: 2, kept: [] });
    expect([await people(club), await accounts(club)]).toEqual([[], 0]);
    expect(await people(club, { showArchived: true })).toEqual(['Ana', 'Léa', 'Marie']);
  });

  it('IMP-10: who is withdrawn is nobody’s candidate, neither exactly nor as a possible match', async () => {
    const importId = newId();
    const rows = [aRow(importId, 2, 'Léo Exactement')];
    await network.admit(club, importId, rows);
    const asked = [toMatch(2, 'Léo Exactement'), toMatch(3, 'Léo Exactemant')];
    expect((await network.match(asked, club.admin)).map(({ verdict }) => verdict)).toEqual(['match', 'possible']);
    await withdrawn(importId, rows);
    expect(await network.match(asked, club.admin)).toEqual([]);
  });

  it('IMP-17: happens once, however often its message comes', async () => {
    const importId = newId();
    const rows = [anAdult(importId, 2, 'Ana Unefois')];
    await network.admit(club, importId, rows);
    const messageId = newId();
    await withdrawn(importId, rows, {}, messageId);
    const at = await network.sql('SELECT archived_at FROM people WHERE import_id = $1', [importId]);
    await withdrawn(importId, rows, {}, messageId);
    await withdrawn(importId, rows);
    expect(await network.sql('SELECT archived_at FROM people WHERE import_id = $1', [importId])).toEqual(at);
  });

  it('IMP-17: keeps who is known to another club, without saying to which, and takes back only what is the club’s own', async () => {
    const [importId, theirs] = [newId(), newId()];
    const [row] = [anAdult(importId, 2, 'Eva Partagée')];
    await network.admit(club, importId, [row]);
    await network.admit(other, theirs, [
      anAdult(theirs, 2, 'Eva Partagée', { personId: row.personId, reuse: true, accountId: row.accountId, accountExists: true }),
    ]);
    expect((await withdrawn(importId, [row])).kept).toEqual([
      { kind: 'person', id: row.personId, row: 2, reasons: ['known-elsewhere'] },
      { kind: 'account', id: row.accountId, row: 2, reasons: ['known-elsewhere'] },
    ]);
    expect([await people(club), await people(other)]).toEqual([[], ['Eva']]);
  });

  it('IMP-17: keeps whom somebody edited, whom a later import of the club named, and the account they are in', async () => {
    const [importId, later] = [newId(), newId()];
    const rows = [aRow(importId, 2, 'Ida Changée'), aRow(importId, 3, 'Noé Nommé'), aRow(importId, 4, 'Max Seul')];
    await network.admit(club, importId, rows);
    await network.sql(`UPDATE profiles SET city = 'Québec' WHERE person_id = $1`, [rows[0].personId]);
    await network.admit(club, later, [{ ...rows[1], row: 2, reuse: true, accountExists: true }]);
    const { kept, people: gone } = await withdrawn(importId, rows);
    expect(gone).toBe(1);
    expect(kept.map(({ kind, row, reasons }) => [kind, row, reasons])).toEqual([
      ['person', 2, ['edited']],
      ['person', 3, ['imported-again']],
      ['account', 2, ['member-kept']],
      ['account', 3, ['imported-again', 'member-kept']],
    ]);
    expect(await people(club)).toEqual(['Ida', 'Noé']);
  });

  it('IMP-17: keeps whom somebody told a contact of, or answered a form for, with the account they are in', async () => {
    const importId = newId();
    const rows = [aRow(importId, 2, 'Ida Entourée'), aRow(importId, 3, 'Noé Répondu'), aRow(importId, 4, 'Max Seul')];
    await network.admit(club, importId, rows);
    const contact = { contactId: newId(), accountId: rows[0].accountId, name: 'Zoë', type: 'emergency' as const };
    await network.world.ask(message(AddContact, contact), club.admin);
    const question = { key: 'size', kind: 'text' as const, required: false, en: 'Size', fr: null, nl: null, options: [] };
    const names = { en: 'Sizes', fr: null, nl: null };
    const { id: formId } = await network.world.ask(message(CreateForm, { formId: newId(), names, questions: [question] }), club.admin);
    const answers = [{ formId, question: 'size', value: 'M' }];
    await network.world.ask(message(SaveAnswers, { personId: rows[1].personId, answers }), club.admin);
    const { kept } = await withdrawn(importId, rows);
    expect(kept.map(({ kind, row, reasons }) => [kind, row, reasons])).toEqual([
      ['person', 2, ['edited']],
      ['person', 3, ['edited']],
      ['account', 2, ['edited', 'member-kept']],
      ['account', 3, ['member-kept']],
    ]);
    expect(await people(club)).toEqual(['Ida', 'Noé']);
  });

  it('IMP-17: a sibling whose row is kept keeps the account and its owner, not the other sibling', async () => {
    const importId = newId();
    const [owner, accountId] = [anOwner('Marie Restée', { personId: derivedId('owner', importId, 2) }), derivedId('account', importId, 2)];
    const rows = [
      aRow(importId, 2, 'Léa Restée', { owner, accountId }),
      aRow(importId, 3, 'Guy Restée', { owner, accountId, gender: 'M' }),
    ];
    await network.admit(club, importId, rows);
    const keep: Keeping = { people: { [rows[0].personId]: ['row-kept'] }, accounts: { [accountId]: ['row-kept'] } };
    expect(await withdrawn(importId, rows, keep)).toMatchObject({ people: 1, accounts: 0, kept: [] }); // The kept row speaks for them.
    expect(await people(club)).toEqual(['Léa', 'Marie']);
  });

  it('IMP-8: who is taken in again a moment after being withdrawn is back', async () => {
    const [importId, later] = [newId(), newId()];
    const row = anAdult(importId, 2, 'Zoé Revenue', { email: 'old@example.org' });
    await network.admit(club, importId, [row]);
    await withdrawn(importId, [row]);
    const again = { ...row, row: 2, reuse: true, accountExists: true, email: 'new@example.org', owner: null };
    await network.admit(club, later, [again]); // Planned before the withdrawal.
    expect([await people(club), await accounts(club)]).toEqual([['Zoé'], 1]);
    expect(await network.sql('SELECT email, import_id FROM profiles WHERE person_id = $1', [row.personId])).toEqual([
      { email: 'new@example.org', import_id: later },
    ]);
  });

  it('IMP-8: taking in and withdrawing the same person at the same moment leaves them either known or gone, never half', async () => {
    for (let i = 0; i < 5; i++) {
      const [importId, theirs] = [newId(), newId()];
      const row = anAdult(importId, 2, `Ben Course${'abcde'[i]}`);
      await network.admit(club, importId, [row]);
      await Promise.all([
        withdrawn(importId, [row]),
        network.admit(other, theirs, [{ ...row, reuse: true, accountExists: true, owner: null }]),
      ]);
    }
    expect(await people(other)).toHaveLength(5); // And the invariants hold.
  });
});
