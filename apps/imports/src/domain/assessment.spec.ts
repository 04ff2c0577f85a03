import { assessed, candidate, someId, terms } from '../../test/assessed.js';
import { told } from '../../test/files.js';

const outcomes = async (...args: Parameters<typeof assessed>) => (await assessed(...args)).plans.map(({ row, outcome }) => [row, outcome]);

describe('who the people are', () => {
  it('IMP-8: an exact match is reused, and sold to as the person known', async () => {
    const file = await assessed([{}], { verdicts: [{ row: 2, verdict: 'match', candidates: [candidate('Ana')] }] });
    expect(file.plans).toMatchObject([{ outcome: 'reuse', personId: someId('person Ana') }]);
    expect(file.asked).toMatchObject([{ row: 2, personId: someId('person Ana') }]);
  });

  const possible = {
    row: 2,
    verdict: 'possible' as const,
    candidates: [candidate('Anna', { because: ['similar-name'] }), candidate('Anne')],
  };

  it('IMP-10: a possible match asks, with who it might be in shared fields only', async () => {
    const file = await assessed([{}], { verdicts: [possible] });
    expect(file.plans).toMatchObject([{ outcome: 'undecided' }]);
    expect(file.issues).toMatchObject([{ row: 2, code: 'imports.possible-match' }]);
    expect(file.issues[0].candidates?.map((each) => Object.keys(each).sort())).toEqual([
      ['because', 'birthDate', 'firstName', 'lastName', 'number', 'personId'],
      ['because', 'birthDate', 'firstName', 'lastName', 'number', 'personId'],
    ]);
  });

  it('IMP-10: the operator’s answer is followed: this one, or somebody new', async () => {
    const reuse = await assessed([{}], { verdicts: [possible], decisions: [[2, someId('person Anne')]] });
    expect(reuse.plans).toMatchObject([{ outcome: 'reuse', personId: someId('person Anne'), distinct: false }]);
    const fresh = await assessed([{}], { verdicts: [possible], decisions: [[2, null]] });
    expect(fresh.plans).toMatchObject([{ outcome: 'create', personId: null, distinct: true }]);
    expect([...reuse.issues, ...fresh.issues]).toEqual([]);
  });

  it('IMP-10: an answer that names nobody suggested any more is asked again', async () =>
    expect(await outcomes([{}], { verdicts: [possible], decisions: [[2, someId('somebody else')]] })).toEqual([[2, 'undecided']]));

  it('IMP-10: somebody new is asked about again when another looks alike by now whom the operator was not shown', async () =>
    expect(await outcomes([{}], { verdicts: [possible], decisions: [[2, null]], offered: [someId('person Anna')] })).toEqual([
      [2, 'undecided'],
    ]));

  it('IMP-10: one person in two rows is asked about once, and both rows follow', async () => {
    const rows = [{}, { Membership: 'Competitive' }];
    const verdicts = [possible, { ...possible, row: 3 }];
    const open = await assessed(rows, { verdicts });
    expect(told(open.issues)).toEqual([[2, null, 'imports.possible-match']]);
    expect(open.plans.map(({ outcome }) => outcome)).toEqual(['undecided', 'undecided']);
    const listings = [terms(), terms('Competitive')];
    const sale = ({ row }: { row: number }) => ({ listingId: listings[row - 2].listingId });
    const decided = await assessed(rows, { verdicts, decisions: [[2, someId('person Anna')]], listings, sale });
    expect(decided.plans.map(({ personId }) => personId)).toEqual([someId('person Anna'), someId('person Anna')]);
    expect(decided.issues).toEqual([]);
  });

  it('IMP-11: two rows decided to be one person with one membership are a duplicate', async () => {
    const verdicts = [possible, { ...possible, row: 3 }];
    const decisions: [number, string][] = [[2, someId('person Anna')], [3, someId('person Anna')]]; // prettier-ignore
    const file = await assessed([{}, { 'First name': 'Anna' }], { verdicts, decisions, pageRows: 1 });
    expect(told(file.issues)).toEqual([[3, 'Membership', 'imports.duplicate-in-file']]);
    expect(file.plans[1].outcome).toBe('invalid');
  });
});

describe('what is sold to them', () => {
  it('IMP-11: who holds it already is skipped with a warning', async () => {
    const file = await assessed([{}], {
      sale: () => ({ problem: 'already-held', facts: { through: 'own-club', heldUntil: '2027-08-31' } }),
    });
    expect(file.plans).toMatchObject([{ outcome: 'skip' }]);
    expect(file.issues).toMatchObject([{ code: 'imports.already-held', variant: null, params: { heldUntil: '2027-08-31' } }]);
    expect(file.valid).toBe(1);
  });

  it('MEM-14: that it was another club is said, and nothing else of it', async () => {
    const file = await assessed([{}], { sale: () => ({ problem: 'already-held', facts: { through: 'another-club' } }) });
    expect(file.issues).toMatchObject([{ variant: 'another-club', params: { value: 'Recreational' } }]);
  });

  it.each(['unknown-membership', 'ambiguous-membership', 'not-eligible', 'quota-exceeded', 'family-membership'] as const)(
    'IMP-5, MEM-10: %s refuses the row in its Membership column',
    async (problem) => {
      const file = await assessed([{}], { sale: () => ({ listingId: null, problem }) });
      expect(told(file.issues)).toEqual([[2, 'Membership', `imports.${problem}`]]);
      expect(file.plans).toMatchObject([{ outcome: 'invalid' }]);
    },
  );

  it('IMP-6: no expiration anywhere is an error of its column', async () =>
    expect(told((await assessed([{}], { sale: () => ({ problem: 'missing-expiration' }) })).issues)).toEqual([
      [2, 'Membership expiration date', 'imports.missing-expiration'],
    ]));

  it('IMP-6: the file’s expiration is asked with, the answer’s is planned', async () => {
    const file = await assessed([{ 'Membership expiration date': '2027/01/31' }]);
    expect(file.asked).toMatchObject([{ expiresOn: '2027-01-31' }]);
    expect(file.plans).toMatchObject([{ expiresOn: '2027-08-31' }]);
  });

  it('IMP-2: a row with another fault is asked about too, so that a wrong membership shows in the same pass', async () => {
    const rows = [
      { 'Birth date': '99/99/9999', Membership: 'Gold' },
      { 'First name': '', Gender: 'x' },
    ];
    const sale = ({ membership }: { membership: string }) =>
      membership === 'Gold' ? { listingId: null, problem: 'unknown-membership' as const } : { problem: 'not-eligible' as const };
    expect(told((await assessed(rows, { sale })).issues)).toEqual([
      [2, 'Birth date', 'imports.bad-date', 'unreadable'],
      [2, 'Membership', 'imports.unknown-membership'],
      [3, 'First name', 'imports.missing'],
      [3, 'Gender', 'imports.bad-gender'], // Not also called ineligible: nobody knows of what gender.
    ]);
  });

  it('MEM-10: counts what the file has sold so far, by offer, over all its pages', async () => {
    const { assessment } = await assessed(
      Array.from({ length: 5 }, (_, i) => ({ 'First name': `Ana${'abcde'[i]}` })),
      { pageRows: 2, sale: ({ row }) => (row === 4 ? { problem: 'not-eligible' } : {}) },
    );
    expect(assessment.earlier).toEqual({ byOffer: { [terms().offerId]: 4 } });
  });
});
