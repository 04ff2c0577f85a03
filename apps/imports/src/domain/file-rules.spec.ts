import { type Told, csv, readAll, told } from '../../test/files.js';

const found = async (rows: Told[]) => told((await readAll(csv(rows))).issues);

describe('rules over several rows', () => {
  it('IMP-11: the same person with the same membership twice: the later row is refused', async () =>
    expect(await found([{}, { 'First name': 'Eva' }, { 'First name': ' ANA', Membership: 'recreational' }])).toEqual([
      [4, 'Membership', 'imports.duplicate-in-file'],
    ]));

  it('IMP-9, IMP-11: names compare without accents, case, hyphens and apostrophes', async () =>
    expect(
      await found([
        { 'First name': 'Anne-Zoë', 'Last name': "D'Or" },
        { 'First name': 'ANNE ZOE', 'Last name': 'd’or' },
      ]),
    ).toHaveLength(1));

  it('IMP-11: another membership, gender or birth date is another sale or another person', async () =>
    expect(await found([{}, { Membership: 'Competitive' }, { Gender: 'M' }, { 'Birth date': '04/10/1988' }])).toEqual([]));

  const owner = (first: string, email: string): Told => ({
    'Birth date': '2018/01/01',
    'Account owner first name': first,
    'Account owner last name': 'Roy',
    'Account owner email': email,
  });

  it('one owner e-mail with two names: the later row is refused', async () =>
    expect(await found([owner('Eva', 'e@roy.ca'), { ...owner('Max', 'E@roy.ca'), 'First name': 'Léo' }])).toEqual([
      [3, 'Account owner email', 'imports.owner-conflict'],
    ]));

  it('one owner e-mail with one name in several spellings is fine', async () =>
    expect(await found([owner('Eva-Marie', 'e@roy.ca'), { ...owner('EVA MARIE', 'E@roy.ca'), 'First name': 'Léo' }])).toEqual([]));

  it('an owner has both names or neither', async () =>
    expect(await found([{ 'Account owner first name': 'Eva' }, { 'First name': 'Léo', 'Account owner last name': 'Roy' }])).toEqual([
      [2, 'Account owner last name', 'imports.missing', 'owner'],
      [3, 'Account owner first name', 'imports.missing', 'owner'],
    ]));

  it('an owner without a name is not used, which is said', async () =>
    expect(await found([{ 'Account owner email': 'e@roy.ca' }])).toEqual([
      [2, 'Account owner email', 'imports.owner-ignored', 'without-name'],
    ]));
});
