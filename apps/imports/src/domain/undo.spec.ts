import { type DecidedRow, partiesOf, touchedSince, undoableUntil } from './undo.js';

const row = (number: number, person: string, account: string, changes: Partial<DecidedRow> = {}): DecidedRow => ({
  row: number,
  personId: person,
  accountId: account,
  undone: true,
  accountInUse: false,
  personInUse: false,
  otherMembership: false,
  ...changes,
});

describe('the undo of an import', () => {
  it.each([
    ['2026-09-10T12:00:00Z', 'America/Toronto', '2026-10-10'],
    ['2026-09-11T03:59:00Z', 'America/Toronto', '2026-10-10'], // Still the tenth in Quebec.
    ['2026-12-15T12:00:00Z', 'Europe/Brussels', '2027-01-14'],
  ])('IMP-17: of one that ended at %s is possible in %s until %s', (endedAt, zone, until) =>
    expect(undoableUntil(new Date(endedAt), zone)).toBe(until),
  );

  it('IMP-17: keeps a row whose membership has ended or was used since, and says which', () => {
    expect(touchedSince({ ended: false, used: false })).toEqual([]);
    expect(touchedSince({ ended: true, used: false })).toEqual(['membership-ended']);
    expect(touchedSince({ ended: true, used: true })).toEqual(['membership-ended', 'membership-used']);
  });

  it('IMP-17: keeps a person and an account of which any row is kept', () => {
    const rows = [row(2, 'ana', 'A'), row(3, 'léa', 'B', { undone: false }), row(4, 'guy', 'B'), row(5, 'ana', 'A', { undone: false })];
    expect(partiesOf(rows, 100)).toEqual([
      {
        rows: [2, 5, 3, 4],
        accounts: [
          { accountId: 'A', row: 2, keep: ['row-kept'] },
          { accountId: 'B', row: 3, keep: ['row-kept'] },
        ],
        people: [
          { personId: 'ana', row: 2, keep: ['row-kept'] },
          { personId: 'léa', row: 3, keep: ['row-kept'] },
          { personId: 'guy', row: 4, keep: [] },
        ],
      },
    ]);
  });

  it('IMP-17: says why others would keep them', () => {
    const rows = [row(2, 'ana', 'A', { otherMembership: true, personInUse: true, accountInUse: true }), row(3, 'guy', 'A')];
    const [{ accounts, people }] = partiesOf(rows, 100);
    expect(accounts).toEqual([{ accountId: 'A', row: 2, keep: ['other-membership', 'billed-otherwise'] }]);
    expect(people.map(({ keep }) => keep)).toEqual([['other-membership', 'billed-otherwise'], []]);
  });

  it('goes in batches of whole accounts; an account larger than a message goes in several', () => {
    const small = Array.from({ length: 10 }, (_, i) => row(i + 2, `p${i}`, `a${Math.floor(i / 2)}`));
    expect(partiesOf(small, 4).map(({ people }) => people.length)).toEqual([4, 4, 2]);
    const large = Array.from({ length: 2_300 }, (_, i) => row(i + 2, `p${i}`, 'one'));
    const parts = partiesOf(large, 500);
    expect(parts.map(({ people }) => people.length)).toEqual([1_000, 1_000, 300]);
    expect(parts.every(({ accounts }) => accounts.length === 1)).toBe(true);
    expect(parts.flatMap(({ rows }) => rows)).toHaveLength(2_300);
  });
});
