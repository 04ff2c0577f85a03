import { FindSimilarPeople, type SimilarPerson } from '#contracts/identity/find-similar-people.query';
import { CreateAccount } from '#contracts/identity/new-account';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { someCaller, someOperator } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { Network, aFederation, aRow, acting, anAdult, type Club } from './network.js';

describe('asking who somebody may be', () => {
  let network: Network;
  let federationId: Uuid;
  let club: Club;
  let other: Club;
  let foreign: Club;

  beforeAll(async () => {
    network = await Network.start();
    federationId = (await network.federation()).organization.id;
    club = await network.club(federationId);
    other = await network.club(federationId);
    foreign = await network.club((await network.federation()).organization.id);
    await network.admit(other, known, [ana, emma]);
    await network.admit(club, mine, [zoe]);
    await ask(club, { firstName: 'Nobody', lastName: 'Yet' }); // The network enters.
    await ask(foreign, { firstName: 'Nobody', lastName: 'Yet' });
    await keysOf(6);
  });
  afterAll(() => network.world.stop());

  const [known, mine] = [newId(), newId()];
  const ana = anAdult(known, 2, 'Ana Côté-Roy', { email: 'ana@mail.example' });
  const emma = aRow(known, 3, 'Emma Quiviger', { birthDate: '2014-05-03' });
  const zoe = anAdult(mine, 2, 'Zoé Lafleur', { email: 'zoe@mail.example', phone: '514 555-0134' });

  const ask = async (who: Club, fields: Partial<Fields<FindSimilarPeople>>): Promise<SimilarPerson[]> => {
    const question = message(FindSimilarPeople, {
      firstName: 'Ana',
      lastName: 'Côté-Roy',
      language: 'en',
      ...fields,
    });
    return (await network.world.ask(question, who.admin)).candidates;
  };
  const keysOf = (atLeast: number) =>
    eventually(
      async () => {
        const [{ count }] = await network.sql<{ count: number }>('SELECT count(DISTINCT number)::int AS count FROM match_keys');
        const [{ queued }] = await network.sql<{ queued: number }>('SELECT count(*)::int AS queued FROM people_to_key');
        return count >= atLeast / 2 && queued === 0;
      },
      { withinMs: 30_000 },
    );

  it('IMP-8: the same name, birth date and gender anywhere in the network is the same person', async () => {
    const [found] = await ask(club, { firstName: 'ANA', lastName: 'Cote Roy', birthDate: '1980-04-01', gender: 'F' });
    expect(found).toMatchObject({ personId: ana.personId, firstName: 'Ana', lastName: 'Côté-Roy', verdict: 'same', known: false });
  });

  it('reasons are in the reader’s words, and their weights add up to the score', async () => {
    const texts: Record<string, string[]> = {};
    for (const language of ['en', 'fr', 'nl'] as const) {
      const [found] = await ask(club, { lastName: 'Coté-Rouy', birthDate: '1980-04-01', language });
      expect(found.because.reduce((sum, { weight }) => sum + Math.round(weight * 100), 0)).toBe(Math.round(found.score * 100));
      expect(found.probability).toBeCloseTo(1 / (1 + 2 ** -found.score), 3);
      texts[language] = found.because.map(({ text }) => text);
    }
    expect(texts.en).toContain('Same birth date');
    expect(texts.fr).toContain('Même date de naissance');
    expect(texts.nl).toContain('Zelfde geboortedatum');
  });

  it.each([
    ['names exchanged', { firstName: 'Côté-Roy', lastName: 'Ana', birthDate: '1980-04-01' }],
    ['day and month exchanged', { birthDate: '1980-01-04' }],
    ['no birth date', { lastName: 'Cothé-Roy' }],
    ['a name misheard', { firstName: 'Anna', lastName: 'Cotté-Roix', birthDate: '1980-04-01' }],
  ])('IMP-10: finds her by %s', async (_, fields) => {
    const found = await ask(club, fields);
    expect(found.map(({ personId, verdict }) => [personId, verdict])).toEqual([[ana.personId, 'possible']]);
  });

  it('finds who came a moment ago, and who is called otherwise since', async () => {
    const importId = newId();
    const late = aRow(importId, 2, 'Océane Verwimp', { birthDate: '2013-02-01' });
    await network.admit(other, importId, [late]);
    const changed = { firstName: 'Oceane', lastName: 'Verwymp', birthDate: '2013-02-01' };
    expect((await ask(club, changed)).map(({ personId }) => personId)).toEqual([late.personId]);
    await network.sql(`UPDATE people SET last_name = 'Baert', last_key = 'baert' WHERE id = $1`, [late.personId]);
    await keysOf(2);
    expect(await ask(club, { firstName: 'Oceane', lastName: 'Verwymp' })).toEqual([]);
    expect((await ask(club, { firstName: 'Océane', lastName: 'Baert' })).map(({ personId }) => personId)).toEqual([late.personId]);
  });

  it('ID-3: compares e-mail, phone and address with the organization’s own records alone', async () => {
    const codes = async (who: Club, fields: object) => (await ask(who, fields))[0]?.because.map(({ code }) => code) ?? [];
    const zoeAgain = {
      firstName: 'Zoé',
      lastName: 'Lafleurs',
      birthDate: '1980-04-01',
      email: 'ZOE@mail.example',
      phone: '+1 514 555 0134',
    };
    expect(await codes(club, zoeAgain)).toEqual(expect.arrayContaining(['email.same', 'phone.same']));
    expect(await codes(other, zoeAgain)).not.toEqual(expect.arrayContaining(['email.same']));
    expect(await codes(other, zoeAgain)).toContain('birth-date.same');
  });

  it('ID-3: no reason says what gender another organization holds, nor does the score', async () => {
    const [as, bs] = await Promise.all(
      ['F', 'M'].map((gender) => ask(club, { birthDate: '1980-04-01', lastName: 'Côté-Roy', gender: gender as 'M' | 'F' })),
    );
    const { verdict, certain, ...one } = as[0];
    expect(bs[0]).toEqual({ ...one, verdict: 'possible', certain: false });
    expect([verdict, certain]).toEqual(['same', true]);
    expect(one.because.map(({ code }) => code)).not.toContain('gender.same');
    expect(
      (await ask(club, { firstName: 'Zoé', lastName: 'Lafleur', birthDate: '1980-04-01', gender: 'F' }))[0].because.map(({ code }) => code),
    ).toContain('gender.same');
  });

  it('IMP-10: does not take a twin, a brother or a namesake for somebody', async () => {
    expect(await ask(club, { firstName: 'Julie', lastName: 'Quiviger', birthDate: '2014-05-03', gender: 'F' })).toEqual([]);
    expect(await ask(club, { firstName: 'Emma', lastName: 'Quiviger', birthDate: '1984-11-21', gender: 'F' })).toEqual([]);
  });

  it('a gym, which is a network of its own, is told of its own clients', async () => {
    const organization = await network.register(aFederation({ kind: 'gym', name: 'Gym' }));
    const gym = someCaller({ organization: acting(organization) });
    const fields = { accountId: newId(), firstName: 'Ana', lastName: 'Côté-Roy', birthDate: '1980-04-01', phone: '514 555-0111' };
    await network.world.ask(message(CreateAccount, fields), gym);
    const question = message(FindSimilarPeople, {
      firstName: 'Anna',
      lastName: 'Cote Roi',
      birthDate: '1980-04-01',
      phone: '5145550111',
      language: 'en',
    });
    const { candidates } = await network.world.ask(question, gym);
    expect(candidates).toMatchObject([{ firstName: 'Ana', known: true, verdict: 'possible' }]);
    expect(candidates[0].because.map(({ code }) => code)).toContain('phone.same');
  });

  it('never looks beyond the network, nor answers whoever acts for nobody', async () => {
    expect(await ask(foreign, { firstName: 'Ana', lastName: 'Côté-Roy', birthDate: '1980-04-01', gender: 'F' })).toEqual([]);
    const question = message(FindSimilarPeople, { firstName: 'Ana', lastName: 'Roy', language: 'en' });
    await expect(network.world.ask(question, someOperator())).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('keeps the keys of each network to itself, and of nobody who never asked', async () => {
    const counts = await network.sql<{ network_id: Uuid }>('SELECT DISTINCT network_id FROM match_keys');
    expect(counts.map(({ network_id }) => network_id)).toEqual([federationId]);
    const quiet = await network.club((await network.federation()).organization.id);
    const importId = newId();
    await network.admit(quiet, importId, [aRow(importId, 2, 'Léa Roy')]);
    expect(await network.sql('SELECT FROM people_to_key WHERE network_id = $1', [quiet.organization.federationId])).toEqual([]);
  });
});
