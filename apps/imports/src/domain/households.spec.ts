import { assessed, candidate, someId } from '../../test/assessed.js';
import { type Told, told } from '../../test/files.js';

const child = (first: string, changes: Told = {}): Told => ({ 'First name': first, 'Birth date': '2015/05/05', ...changes });
const eva = (email = 'eva@roy.ca'): Told => ({
  'Account owner first name': 'Eva',
  'Account owner last name': 'Roy',
  'Account owner gender': 'F',
  'Account owner email': email,
});

/** Of each row: existing account or the row that opens one, kind of owner, row of the owner. */
const accounts = async (...args: Parameters<typeof assessed>) =>
  (await assessed(...args)).plans.map(({ row, accountId, accountRow, owner, ownerRow }) => [row, accountId ?? accountRow, owner, ownerRow]);

describe('whose account each person goes to', () => {
  it('IMP-7: an adult owns an account', async () => expect(await accounts([{}])).toEqual([[2, 2, 'row', 2]]));

  it('IMP-7: on the eighteenth birthday one is an adult, the day before a child', async () =>
    expect(await accounts([{ 'Birth date': '11/22/2008' }, { 'First name': 'Léo', 'Birth date': '11/23/2008' }])).toEqual([
      [2, 2, 'row', 2],
      [3, 3, 'placeholder', null],
    ]));

  it('IMP-7: gives a child without owner a placeholder’s account, each their own', async () =>
    expect(await accounts([child('Léo'), child('Max')])).toEqual([
      [2, 2, 'placeholder', null],
      [3, 3, 'placeholder', null],
    ]));

  it('IMP-12: siblings with the same owner name and e-mail share one account of a new owner', async () =>
    expect(await accounts([child('Léo', eva()), {}, child('Max', eva('EVA@roy.ca'))])).toEqual([
      [2, 2, 'columns', 2],
      [3, 3, 'row', 3],
      [4, 2, 'columns', 2],
    ]));

  it('IMP-12: without e-mail the address decides', async () =>
    expect(await accounts([child('Léo', eva('')), child('Max', eva('')), child('Zoé', { ...eva(''), Address: '9 rue Y' })])).toEqual([
      [2, 2, 'columns', 2],
      [3, 2, 'columns', 2],
      [4, 4, 'columns', 4],
    ]));

  it('IMP-12: where one of two siblings lacks the owner’s e-mail, the address decides', async () =>
    expect(await accounts([child('Léo', eva('')), child('Max', eva())])).toEqual([
      [2, 2, 'columns', 2],
      [3, 2, 'columns', 2],
    ]));

  it('IMP-12: two owners of one name with two e-mails are two people, even at one address', async () =>
    expect((await accounts([child('Léo', eva()), child('Max', eva('other@roy.ca'))])).map(([, account]) => account)).toEqual([2, 3]));

  it('IMP-12: an adult row of the file with that name and e-mail is the owner, wherever it stands', async () =>
    expect(await accounts([child('Léo', eva()), { 'First name': 'EVA', Email: 'Eva@roy.ca' }])).toEqual([
      [2, 3, 'row', 3],
      [3, 3, 'row', 3],
    ]));

  it('IMP-12: an adult of that name with another e-mail is not', async () =>
    expect(await accounts([child('Léo', eva()), { 'First name': 'Eva', Email: 'else@roy.ca' }])).toEqual([
      [2, 2, 'columns', 2],
      [3, 3, 'row', 3],
    ]));

  it('IMP-12: a parent and child of the same name are told apart by age', async () => {
    const jean = { 'First name': 'Jean', Gender: 'M', Email: 'jean@roy.ca' };
    const named = { 'Account owner first name': 'Jean', 'Account owner last name': 'Roy', 'Account owner email': 'jean@roy.ca' };
    const { plans, issues } = await assessed([child('Jean', { ...jean, ...named, 'Birth date': '2015/05/05' }), jean]);
    expect(plans.map(({ accountRow, ownerRow }) => [accountRow, ownerRow])).toEqual([[3, 3], [3, 3]]); // prettier-ignore
    expect(issues).toEqual([]);
  });

  it('IMP-7: a child named after a parent who has no row gets that parent as a new owner', async () => {
    const named = { 'Account owner first name': 'Jean', 'Account owner last name': 'Roy', 'Account owner email': 'jean@roy.ca' };
    const { plans, issues } = await assessed([child('Jean', { ...named, Email: 'jean@roy.ca' }), child('Léo', named)]);
    expect(plans.map(({ accountRow, owner }) => [accountRow, owner])).toEqual([[2, 'columns'], [2, 'columns']]); // prettier-ignore
    expect(issues).toEqual([]);
  });

  it('IMP-12: an owner among the club’s clients is reused', async () => {
    const owners = [{ key: 0, personId: someId('eva'), accountId: someId('evas'), birthDate: '1980-01-01', underage: false }];
    expect(await accounts([child('Léo', eva()), child('Max', eva())], { owners })).toEqual([
      [2, someId('evas'), null, null],
      [3, someId('evas'), null, null],
    ]);
  });

  it('IMP-12: a reused owner must be adult', async () => {
    const owners = [{ key: 0, personId: someId('eva'), accountId: someId('evas'), birthDate: '2010-01-01', underage: true }];
    const { issues, plans } = await assessed([child('Léo', eva())], { owners });
    expect(told(issues)).toEqual([[2, 'Account owner first name', 'imports.owner-underage']]);
    expect(plans[0].outcome).toBe('invalid');
  });

  it('IMP-12: another child of the file cannot be the owner', async () => {
    const { issues } = await assessed([child('Léo', eva()), child('Eva', { Email: 'eva@roy.ca' })]);
    expect(told(issues)).toEqual([[2, 'Account owner first name', 'imports.owner-underage']]);
  });

  it('IMP-8: somebody known keeps their account, with a warning when the file names another owner', async () => {
    const known = candidate('Léo', { ownerDiffers: true });
    const file = await assessed([child('Léo', eva())], { verdicts: [{ row: 2, verdict: 'match', candidates: [known] }] });
    expect(file.plans).toMatchObject([{ outcome: 'reuse', personId: known.personId, accountId: known.accountId, owner: null }]);
    expect(told(file.issues)).toEqual([[2, 'Account owner first name', 'imports.owner-differs']]);
  });

  it('IMP-12: a new sibling joins the account a known sibling is in, when its owner is the one named', async () => {
    const verdicts = [{ row: 3, verdict: 'match' as const, candidates: [candidate('Léo')] }];
    expect(await accounts([child('Zoé', eva()), child('Léo', eva())], { verdicts })).toEqual([
      [2, someId('account Léo'), null, null],
      [3, someId('account Léo'), null, null],
    ]);
    const others = [{ row: 3, verdict: 'match' as const, candidates: [candidate('Léo', { ownerDiffers: true })] }];
    expect((await accounts([child('Zoé', eva()), child('Léo', eva())], { verdicts: others }))[0]).toEqual([2, 2, 'columns', 2]);
  });

  it('IMP-12: children go to the account of a known parent in the file', async () => {
    const verdicts = [{ row: 3, verdict: 'match' as const, candidates: [candidate('Eva')] }];
    expect((await accounts([child('Léo', eva()), { 'First name': 'Eva', Email: 'eva@roy.ca' }], { verdicts }))[0]).toEqual([
      2,
      someId('account Eva'),
      null,
      null,
    ]);
  });

  it('IMP-7: an adult’s owner columns are not used, which is said when they name somebody else', async () => {
    const file = await assessed([{ ...eva() }, { 'First name': 'Eva', ...eva() }]);
    expect(told(file.issues)).toEqual([[2, 'Account owner first name', 'imports.owner-ignored', 'adult']]);
    expect(file.plans.map(({ accountRow }) => accountRow)).toEqual([2, 3]);
  });

  it('IMP-12: a third sibling finds the others by e-mail or by address, whichever it gives', async () =>
    expect(
      (
        await accounts([
          child('Léo', eva('')),
          child('Max', eva()),
          child('Zoé', { ...eva(), Address: '9 rue Y' }),
          child('Eli', { ...eva(''), Address: '9 rue Y' }),
        ])
      ).map(([, account]) => account),
    ).toEqual([2, 2, 2, 2]));

  it('one person with two memberships is one person with one account', async () => {
    const { plans } = await assessed([child('Léo'), child('Léo', { Membership: 'Competitive' })]);
    expect(plans.map(({ personRow, accountRow, outcome }) => [personRow, accountRow, outcome])).toEqual([
      [2, 2, 'create'],
      [2, 2, 'reuse'],
    ]);
  });
});
