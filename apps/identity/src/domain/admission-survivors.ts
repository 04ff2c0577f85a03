import type { PersonToAdmit } from '#contracts/identity/admit-people.command';
import type { Uuid } from '#kernel/ids';

/** Where closed ids lead (ID-24). */
export interface Survivors {
  readonly people: ReadonlyMap<Uuid, Uuid>;
  readonly accounts: ReadonlyMap<Uuid, Uuid>;
}

/** Everybody and every account that rows name. */
export const idsOf = (rows: readonly PersonToAdmit[]): Uuid[] => [
  ...new Set(rows.flatMap(({ personId, accountId, owner }) => [personId, accountId, ...(owner ? [owner.personId] : [])])),
];

/**
 * Whom a file named and who was merged since it was checked: its rows go on with the survivor, who is somebody known. Also says which rows
 * these are.
 */
export function leadToSurvivors(
  rows: readonly PersonToAdmit[],
  { people, accounts }: Survivors,
): { rows: PersonToAdmit[]; led: { row: number; personId: Uuid }[] } {
  if (people.size + accounts.size === 0) return { rows: [...rows], led: [] };
  const led = rows.flatMap(({ row, personId }) => {
    const survivor = people.get(personId);
    return survivor === undefined ? [] : [{ row, personId: survivor }];
  });
  return { rows: rows.map((row) => followed(row, { people, accounts })), led };
}

function followed(row: PersonToAdmit, { people, accounts }: Survivors): PersonToAdmit {
  const [personId, accountId] = [people.get(row.personId), accounts.get(row.accountId)];
  const owner = row.owner && { ...row.owner, personId: people.get(row.owner.personId) ?? row.owner.personId };
  return {
    ...row,
    owner,
    ...(personId === undefined ? {} : { personId, reuse: true }),
    ...(accountId === undefined ? {} : { accountId, accountExists: true }),
  };
}
