import { FindOwners, type OwnerToFind } from '#contracts/identity/find-owners.query';
import { message } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { someOperator } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { Network, aRow, anAdult, anOwner, toMatch, type Club } from './network.js';

describe('matching a file with the federation', () => {
  const clock = new MovedClock(new Date('2026-09-01T12:00:00Z'));
  let network: Network;
  let federationId: Uuid;
  let club: Club;
  let other: Club;

  beforeAll(async () => {
    network = await Network.start({ clock });
    federationId = (await network.federation()).organization.id;
    club = await network.club(federationId);
    other = await network.club(federationId);
  });
  afterAll(() => network.world.stop());

  const known = newId(); // The import that made them, at the other club.
  const ana = anAdult(known, 2, 'Ana Côté-Roy');
  const emma = aRow(known, 3, 'Emma Gagnon');
  const emmy = aRow(known, 4, 'Emmy Gagnon');
  const dated = aRow(known, 5, 'Rose Dubé', { birthDate: '2014-05-03' });
  const brother = aRow(known, 6, 'Michel Fortin', { gender: 'M' });
  const twice = [
    anAdult(known, 7, 'Paul Hébert', { gender: 'M' }),
    anAdult(known, 8, 'Paul Hébert', { gender: 'M', birthDate: '1980-04-02' }),
  ];
  const longest = aRow(known, 9, `${'ß'.repeat(100)} ${'ß'.repeat(100)}`);

  beforeAll(() => network.admit(other, known, [ana, emma, emmy, dated, brother, ...twice, longest]));

  const born = '1980-04-01';

  it('IMP-8, IMP-9: the same name, gender and birth date anywhere in the federation is a match', async () => {
    expect(await network.match([toMatch(2, 'ANA Cote Roy'.replace(' Roy', '-Roy'), { birthDate: born })], club.admin)).toEqual([
      {
        row: 2,
        verdict: 'match',
        candidates: [
          {
            personId: ana.personId,
            number: expect.stringMatching(/^P\d+$/),
            firstName: 'Ana',
            lastName: 'Côté-Roy',
            birthDate: born,
            accountId: ana.accountId,
            clientHere: false,
            ownerDiffers: false,
            because: ['exact'],
          },
        ],
      },
    ]);
  });

  it.each([
    ['another gender', toMatch(2, 'Ana Côté-Roy', { birthDate: born, gender: 'M' }), 'same-name-and-birth-date'],
    ['a near-identical name', toMatch(2, 'Anna Côté-Roy', { birthDate: born }), 'similar-name'],
    ['two neighbouring letters exchanged in each name', toMatch(2, 'Rsoe Dbué', { birthDate: '2014-05-03' }), 'similar-name'],
    ['first and last name swapped', toMatch(2, 'Côté-Roy Ana', { birthDate: born }), 'names-swapped'],
    ['day and month swapped', toMatch(2, 'Rose Dubé', { birthDate: '2014-03-05' }), 'day-and-month-swapped'],
  ])('IMP-10: %s is possible, and asks', async (_, row, reason) => {
    const verdicts = await network.match([row], club.admin);
    expect(verdicts).toEqual([expect.objectContaining({ row: 2, verdict: 'possible' })]);
    expect(verdicts[0].candidates.map(({ because }) => because)).toEqual([[reason]]);
  });

  it('ID-3: a verdict says what was compared, never the other club’s gender or private fields', async () => {
    const [verdict] = await network.match([toMatch(2, 'Ana Côté-Roy', { birthDate: born, gender: 'M' })], club.admin);
    expect(Object.keys(verdict.candidates[0]).sort()).toEqual(
      ['accountId', 'because', 'birthDate', 'clientHere', 'firstName', 'lastName', 'number', 'ownerDiffers', 'personId'].sort(),
    );
  });

  it('IMP-10: known twins match each their own, without a question', async () => {
    const verdicts = await network.match([toMatch(2, 'Emma Gagnon'), toMatch(3, 'Emmy Gagnon')], club.admin);
    expect(verdicts.map(({ verdict, candidates }) => [verdict, candidates.map(({ personId }) => personId)])).toEqual([
      ['match', [emma.personId]],
      ['match', [emmy.personId]],
    ]);
  });

  it('IMP-10: siblings, a sister with a brother’s name, and strangers born the same day are new', async () => {
    const rows = [
      toMatch(2, 'Julie Gagnon'),
      toMatch(3, 'Michèle Fortin'),
      toMatch(4, 'Oscar Lee'),
      toMatch(5, 'Emma Gagnon', { birthDate: '1985-04-01' }),
    ];
    expect(await network.match(rows, club.admin)).toEqual([]);
  });

  it('IMP-10: several exact matches are for the operator to pick from', async () => {
    const importId = newId();
    await network.admit(other, importId, [anAdult(importId, 2, 'Paul Hébert', { gender: 'M', distinct: true })]);
    const [verdict] = await network.match([toMatch(2, 'Paul Hébert', { gender: 'M', birthDate: born })], club.admin);
    expect(verdict.verdict).toBe('possible');
    expect(verdict.candidates.map(({ because }) => because)).toEqual([['exact'], ['exact']]);
  });

  it('IMP-8: says whether the account is the club’s client already, and whether its owner differs', async () => {
    const row = toMatch(2, 'Ana Côté-Roy', { birthDate: born, owner: { firstName: 'ana', lastName: 'COTE ROY' } });
    const candidate = async (changes: object, who = club.admin) => (await network.match([{ ...row, ...changes }], who))[0].candidates[0];
    expect(await candidate({})).toMatchObject({ ownerDiffers: false, clientHere: false });
    expect(await candidate({ owner: { firstName: 'Somebody', lastName: 'Else' } })).toMatchObject({ ownerDiffers: true });
    expect(await candidate({}, other.admin)).toMatchObject({ clientHere: true });
  });

  it('IMP-8: prefers the club’s own client account, else the oldest', async () => {
    const importId = newId();
    // The club hangs the same child on an account of its own.
    const owner = anOwner('Claude Gagnon', { personId: derivedId('owner', importId, 2) });
    const there = { ...aRow(importId, 2, 'Emma Gagnon'), personId: emma.personId, reuse: true, owner };
    await network.admit(club, importId, [there]);
    const accountFor = async (who: Club) => (await network.match([toMatch(2, 'Emma Gagnon')], who.admin))[0].candidates[0].accountId;
    expect(await accountFor(club)).toBe(there.accountId);
    expect(await accountFor(other)).toBe(emma.accountId);
    expect(await accountFor(await network.club(federationId))).toBe(emma.accountId);
  });

  it('compares names longer than the database’s own distance takes', async () => {
    const [verdict] = await network.match([toMatch(2, `${'ß'.repeat(100)} ${'ß'.repeat(100)}`)], club.admin);
    expect(verdict.candidates[0].personId).toBe(longest.personId);
  });

  it('answers a flow as it answers the administrator, and nobody without a club', async () => {
    const row = toMatch(2, 'Ana Côté-Roy', { birthDate: born });
    expect(await network.match([row], club.flow)).toEqual(await network.match([row], club.admin));
    await expect(network.match([row], someOperator())).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('judges a thousand rows at once', async () => {
    const rows = Array.from({ length: 1000 }, (_, i) =>
      toMatch(i, i % 10 === 0 ? 'Rose Dubé' : `New${i} Person`, { birthDate: '2014-05-03' }),
    );
    const verdicts = await network.match(rows, club.admin);
    expect(verdicts.map(({ row }) => row)).toEqual(rows.filter((_, i) => i % 10 === 0).map(({ row }) => row));
  });

  describe('owners the club has already (IMP-12)', () => {
    const importId = newId();
    const parent = anOwner('Marie Leblanc', { personId: derivedId('owner', importId, 2), email: 'marie@example.org' });
    const child = aRow(importId, 2, 'Zoé Leblanc', { owner: parent });
    const teen = aRow(importId, 3, 'Sam Roy', { gender: 'M', birthDate: '2010-09-02' });
    const teenOwner = {
      ...teen,
      owner: anOwner('Sam Roy', { personId: teen.personId, birthDate: teen.birthDate, email: 'sam@example.org' }),
    };

    beforeAll(() => network.admit(club, importId, [child, teenOwner]));

    const ask = async (owners: Partial<OwnerToFind>[], who = club.admin) => {
      const asked = owners.map((owner, key) => ({ key, firstName: 'Marie', lastName: 'Leblanc', email: null, address: null, ...owner }));
      const { found } = await network.world.ask(message(FindOwners, { owners: asked }), who);
      return found;
    };

    it('are found by name and e-mail, or lacking one by address', async () => {
      const found = await ask([
        { email: 'MARIE@example.org' },
        { address: '12 Rue des Erables Laval H7A1A1' },
        { email: 'other@example.org' },
        { address: '14 rue des Érables Laval H7A 1A1' },
        { firstName: 'Mary', email: 'marie@example.org' },
      ]);
      expect(found).toEqual(
        [0, 1].map((key) => ({ key, personId: parent.personId, accountId: child.accountId, birthDate: null, underage: false })),
      );
    });

    it('are adults: one who is not is told, on the organization’s own day', async () => {
      const sam = { firstName: 'Sam', lastName: 'Roy', email: 'sam@example.org' };
      expect(await ask([sam])).toEqual([expect.objectContaining({ personId: teen.personId, underage: true })]);
      clock.moveTo('2028-09-02T03:59:00Z'); // Still the evening before in Toronto.
      expect((await ask([sam]))[0].underage).toBe(true);
      clock.moveTo('2028-09-02T04:00:00Z');
      expect((await ask([sam]))[0].underage).toBe(false);
    });

    it('are looked for among the club’s own clients alone', async () => {
      expect(await ask([{ email: 'marie@example.org' }], other.admin)).toEqual([]);
    });

    it('are not members of an account who do not own it', async () => {
      expect(await ask([{ firstName: 'Zoé', lastName: 'Leblanc', address: '12 rue des Érables Laval H7A 1A1' }])).toEqual([]);
    });
  });
});
