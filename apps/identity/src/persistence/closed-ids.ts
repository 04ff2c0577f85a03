import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { AccountIsMerged, PersonIsMerged } from '../domain/merge.errors.js';

/** Where closed ids lead (ID-24), those that are closed alone. As whoever may call it: the survivor is for them to look up. */
export async function survivorsOf(
  em: EntityManager,
  ids: readonly Uuid[],
): Promise<{ people: Map<Uuid, Uuid>; accounts: Map<Uuid, Uuid> }> {
  const text = `SELECT closed_id AS "closedId", person_id AS "personId", account_id AS "accountId" FROM survivor_of($1::uuid[])`;
  const rows = ids.length > 0 ? await query<{ closedId: Uuid; personId: Uuid | null; accountId: Uuid | null }>(em, text, [ids]) : [];
  return {
    people: new Map(rows.flatMap(({ closedId, personId }) => (personId ? [[closedId, personId]] : []))),
    accounts: new Map(rows.flatMap(({ closedId, accountId }) => (accountId ? [[closedId, accountId]] : []))),
  };
}

/** The survivor of a closed person, for an organization that sees it; undefined for everybody else. */
export async function seenSurvivor(em: EntityManager, personId: Uuid): Promise<Uuid | undefined> {
  const survivor = (await survivorsOf(em, [personId])).people.get(personId);
  if (survivor === undefined) return undefined;
  return (await query(em, `SELECT FROM people WHERE id = $1`, [survivor])).length > 0 ? survivor : undefined;
}

/** The same of a closed account, for an organization that has the surviving one as a client. */
export async function seenSurvivingAccount(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<Uuid | undefined> {
  const survivor = (await survivorsOf(em, [accountId])).accounts.get(accountId);
  if (survivor === undefined) return undefined;
  const client = await query(em, `SELECT FROM clients WHERE organization_id = $1 AND account_id = $2`, [organizationId, survivor]);
  return client.length > 0 ? survivor : undefined;
}

/** Refuses: whoever was asked for leads to a survivor the organization sees, or is missing. */
export async function noSuchPerson(em: EntityManager, personId: Uuid): Promise<never> {
  const survivor = await seenSurvivor(em, personId);
  throw survivor === undefined ? new Missing('identity.no-such-person') : new PersonIsMerged({ personId: survivor });
}

export async function noSuchAccount(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<never> {
  const survivor = await seenSurvivingAccount(em, organizationId, accountId);
  throw survivor === undefined ? new Missing('identity.no-such-account') : new AccountIsMerged({ accountId: survivor });
}
