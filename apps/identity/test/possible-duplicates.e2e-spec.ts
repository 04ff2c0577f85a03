import {
  DecideDuplicate,
  GetDuplicateSearch,
  GetPossibleDuplicate,
  ListPossibleDuplicates,
  SearchDuplicates,
  type DuplicateDecision,
  type PossibleDuplicate,
} from '#contracts/identity/possible-duplicates';
import { CreateAccount } from '#contracts/identity/new-account';
import { message, type Fields } from '#contracts/message';
import type { Caller } from '#contracts/caller';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { Network, aFederation, aRow, acting, anAdult, type Club } from './network.js';

describe('the queue of possible duplicates', () => {
  let network: Network;
  let federation: Caller;
  let club: Club;
  let other: Club;
  let foreign: Club;

  const [first, second, third] = [newId(), newId(), newId()];
  const contact = { email: 'marie@mail.example', phone: '514 555-0134' };
  const marie = anAdult(first, 2, 'Marie-Lou Quiviger', contact);
  const misspelt = anAdult(second, 2, 'Marie-Lou Quivigier', contact);
  const twins = [aRow(first, 3, 'Emma Vanasse', { birthDate: '2014-05-03' }), aRow(first, 4, 'Julie Vanasse', { birthDate: '2014-05-03' })];
  const elsewhere = aRow(third, 2, 'Ema Vanasse', { birthDate: '2014-05-03' });

  beforeAll(async () => {
    network = await Network.start();
    const made = await network.federation();
    federation = made.admin;
    club = await network.club(made.organization.id);
    other = await network.club(made.organization.id);
    foreign = await network.club((await network.federation()).organization.id);
    await network.admit(club, first, [marie, ...twins]);
    await network.admit(club, second, [misspelt]);
    await network.admit(other, third, [elsewhere]);
  });
  afterAll(() => network.world.stop());

  const search = async (who: Caller): Promise<Uuid> => {
    const searchId = newId();
    await network.world.ask(message(SearchDuplicates, { searchId }), who);
    await eventually(async () => (await network.world.ask(message(GetDuplicateSearch, { searchId }), who)).state === 'finished', {
      withinMs: 60_000,
    });
    return searchId;
  };
  const list = async (who: Caller, fields: Partial<Fields<ListPossibleDuplicates>> = {}): Promise<readonly PossibleDuplicate[]> =>
    (await network.world.ask(message(ListPossibleDuplicates, { limit: 50, language: 'en', ...fields }), who)).data;
  const decide = (duplicateId: Uuid, decision: DuplicateDecision, laterUntil?: string, who: Caller = club.admin) =>
    network.world.ask(message(DecideDuplicate, { duplicateId, decision, laterUntil, language: 'en' }), who);
  const namesOf = (pairs: readonly PossibleDuplicate[]) =>
    pairs.map(({ people }) => people.map(({ firstName, lastName }) => `${firstName} ${lastName}`).sort());

  it('PAIN-1: finds who is there twice, side by side with reasons that add up; twins are nobody’s question', async () => {
    const searchId = await search(club.admin);
    expect(await network.world.ask(message(GetDuplicateSearch, { searchId }), club.admin)).toMatchObject({ looked: 4, found: 1 });
    const [pair, ...rest] = await list(club.admin);
    expect(rest).toEqual([]);
    expect(namesOf([pair])).toEqual([['Marie-Lou Quiviger', 'Marie-Lou Quivigier']]);
    expect(pair.people.map(({ profile }) => profile?.email)).toEqual(['marie@mail.example', 'marie@mail.example']);
    expect(pair.because.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['first-name.same', 'last-name.sounds-alike', 'birth-date.same', 'email.same', 'phone.same', 'gender.same']),
    );
    expect(pair.because.reduce((sum, { weight }) => sum + Math.round(weight * 100), 0)).toBe(Math.round(pair.score * 100));
    expect(await network.world.ask(message(GetPossibleDuplicate, { duplicateId: pair.id, language: 'en' }), club.admin)).toEqual(pair);
    expect(
      await network.sql(`SELECT FROM outbox WHERE subject = 'identity.event.duplicates-searched.v1' AND payload::jsonb ->> 'found' = '1'`),
    ).toHaveLength(1);
  });

  it('searching once more finds the same pair once', async () => {
    await search(club.admin);
    expect(await list(club.admin)).toHaveLength(1);
  });

  it('ID-3: a federation sees pairs across its clubs, by shared fields alone', async () => {
    await search(federation);
    const pairs = await list(federation);
    expect(namesOf(pairs)).toEqual(
      expect.arrayContaining([
        ['Marie-Lou Quiviger', 'Marie-Lou Quivigier'],
        ['Ema Vanasse', 'Emma Vanasse'],
      ]),
    );
    expect(pairs.flatMap(({ people }) => people).every(({ profile, accountIds }) => profile === null && accountIds.length === 0)).toBe(
      true,
    );
    const codes = pairs.flatMap(({ because }) => because.map(({ code }) => code.split('.')[0]));
    for (const hidden of ['gender', 'email', 'phone', 'address', 'household']) expect(codes).not.toContain(hidden);
    expect(namesOf(await list(club.admin))).toEqual([['Marie-Lou Quiviger', 'Marie-Lou Quivigier']]);
    expect(namesOf(await list(federation, { personId: elsewhere.personId }))).toEqual([['Ema Vanasse', 'Emma Vanasse']]);
  });

  it('is walked by pages, the likeliest first', async () => {
    const page = await network.world.ask(message(ListPossibleDuplicates, { limit: 1, language: 'en' }), federation);
    const after = page.next as string;
    const rest = await network.world.ask(message(ListPossibleDuplicates, { limit: 1, after, language: 'en' }), federation);
    expect([...page.data, ...rest.data].map(({ id }) => id)).toEqual((await list(federation)).map(({ id }) => id));
    expect(page.data[0].score).toBeGreaterThanOrEqual(rest.data[0].score);
  });

  it('later: is asked again when its time has come', async () => {
    const [{ id }] = await list(club.admin);
    expect(await decide(id, 'later', '2999-01-01T00:00:00.000Z')).toMatchObject({ state: 'later', laterUntil: '2999-01-01T00:00:00.000Z' });
    expect(await list(club.admin)).toEqual([]);
    expect(await list(club.admin, { state: 'later' })).toHaveLength(1);
    await decide(id, 'later', '2000-01-01T00:00:00.000Z');
    expect(await list(club.admin)).toHaveLength(1);
  });

  it('not the same: is remembered, never proposed again, audited and announced', async () => {
    const [{ id }] = await list(club.admin);
    const decided = await decide(id, 'not-the-same');
    expect(decided).toMatchObject({ state: 'not-the-same', decidedBy: club.admin.name });
    expect(await decide(id, 'not-the-same')).toMatchObject({ state: 'not-the-same' });
    await search(club.admin);
    expect(await list(club.admin)).toEqual([]);
    expect(await list(club.admin, { state: 'not-the-same' })).toHaveLength(1);
    expect(namesOf(await list(federation))).toContainEqual(['Marie-Lou Quiviger', 'Marie-Lou Quivigier']); // Each organization answers for itself.
    const said = `payload::jsonb ->> 'duplicateId' = $1 AND payload::jsonb ->> 'decision' = 'not-the-same'`;
    expect(await network.sql(`SELECT FROM outbox WHERE subject = 'identity.event.duplicate-decided.v1' AND ${said}`, [id])).not.toEqual([]);
    expect(await network.sql(`SELECT FROM audit_log WHERE action = 'identity.duplicate-decided' AND subject = $1`, [id])).not.toEqual([]);
    expect(await decide(id, 'open')).toMatchObject({ state: 'open', decidedAt: null });
  });

  it('is nobody else’s: a foreign pair answers like a missing one', async () => {
    const [{ id }] = await list(club.admin);
    for (const who of [other.admin, foreign.admin, federation]) {
      await expect(decide(id, 'not-the-same', undefined, who)).rejects.toMatchObject({ code: 'identity.no-such-possible-duplicate' });
    }
    expect(await list(other.admin)).toEqual([]);
    expect(await list(foreign.admin)).toEqual([]);
  });

  it('a gym, which is a network of its own, finds its own', async () => {
    const organization = await network.register(aFederation({ kind: 'gym', name: 'Gym' }));
    const gym = someCaller({ organization: acting(organization) });
    for (const lastName of ['Quiviger', 'Quivigier']) {
      const fields = { accountId: newId(), firstName: 'Marie-Lou', lastName, birthDate: '1980-04-01', phone: '514 555-0134' };
      await network.world.ask(message(CreateAccount, fields), gym);
    }
    await search(gym);
    const pairs = await list(gym);
    expect(namesOf(pairs)).toEqual([['Marie-Lou Quiviger', 'Marie-Lou Quivigier']]);
    expect(pairs[0].because.map(({ code }) => code)).toContain('phone.same');
    expect(await decide(pairs[0].id, 'not-the-same', undefined, gym)).toMatchObject({ state: 'not-the-same' });
    expect(await list(club.admin, { state: 'not-the-same' })).toEqual([]);
  });

  it('ID-24: what was merged is decided', async () => {
    const [{ id }] = await list(club.admin);
    await network.sql(`UPDATE possible_duplicates SET state = 'merged', decided_at = now() WHERE id = $1`, [id]);
    await expect(decide(id, 'not-the-same')).rejects.toMatchObject({ code: 'identity.duplicate-merged', kind: 'conflict' });
  });
});
