import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { lookUpByIndex } from '#platform/database/plans';
import { query } from '#platform/database/sql';
import { withDayAndMonthSwapped, type Comparable } from '../domain/match.js';
import { accountOfPerson } from './account-of-person.js';

/** Somebody in the network who might be a row's person, with the account the club's invoice would go to. */
export interface Candidate extends Comparable {
  readonly row: number;
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly accountId: Uuid | null;
  readonly clientHere: boolean;
  readonly ownerFirstKey: string | null;
  readonly ownerLastKey: string | null;
}

/**
 * Everybody who might be one of these, as the matcher. SQL only finds, and finds too many rather than too few: four edits
 * hold every pair of names with two slips, an exchange of letters being two edits here. The verdict is `judge`'s.
 */
export async function findCandidates(
  em: EntityManager,
  { organizationId, networkId }: { organizationId: Uuid; networkId: Uuid },
  rows: readonly (Comparable & { readonly row: number; readonly birthDate: LocalDate })[],
): Promise<Candidate[]> {
  await lookUpByIndex(em);
  return query<Candidate>(em, candidates, [
    rows.map(({ row }) => row),
    rows.map(({ firstKey }) => firstKey),
    rows.map(({ lastKey }) => lastKey),
    rows.map(({ birthDate }) => birthDate),
    rows.map(({ birthDate }) => withDayAndMonthSwapped(birthDate) ?? null),
    networkId,
    organizationId,
  ]);
}

const fullName = (alias: string): string => `${alias}.first_key || ' ' || ${alias}.last_key`;

// The nearest are found in the index alone; the last name is compared first, because that settles most.
const candidates = `
  WITH asked AS (
    SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::date[], $5::date[]) AS asked (row, first_key, last_key, birth_date, swapped_date)
  ), near AS MATERIALIZED (
    SELECT asked.row, p.id FROM asked JOIN people p ON p.network_id = $6 AND p.birth_date = asked.birth_date AND p.archived_at IS NULL
    WHERE (levenshtein_less_equal(p.last_key, asked.last_key, 4) <= 4 AND levenshtein_less_equal(${fullName('p')}, ${fullName('asked')}, 4) <= 4)
      OR (p.first_key = asked.last_key AND p.last_key = asked.first_key)
    UNION ALL
    SELECT asked.row, p.id FROM asked JOIN people p ON p.network_id = $6 AND p.birth_date = asked.swapped_date AND p.archived_at IS NULL
    WHERE p.last_key = asked.last_key AND p.first_key = asked.first_key
  )
  SELECT near.row, p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName",
    p.first_key AS "firstKey", p.last_key AS "lastKey", p.gender, p.birth_date AS "birthDate",
    account.id AS "accountId", coalesce(account.is_client, false) AS "clientHere",
    owner.first_key AS "ownerFirstKey", owner.last_key AS "ownerLastKey"
  FROM near JOIN people p ON p.id = near.id
    LEFT JOIN LATERAL ${accountOfPerson('p.id', '$7')} AS account ON true LEFT JOIN people owner ON owner.id = account.owner_person_id
  ORDER BY near.row, p.number`;
