import type { FoundPerson } from '#contracts/identity/search-people';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { personNumber } from './person-records.js';

interface FoundRow extends Omit<FoundPerson, 'number' | 'archivedAt' | 'birthYear'> {
  readonly number: number;
  readonly archivedAt: Date | null;
}

/**
 * Some people by their ids, as an organization sees them: `$1` is the organization, `$2` the ids, `$3` whether archived ones are shown.
 * Whom it may not see is not there, by the policies. A statement of its own, for a search is asked with every letter typed.
 */
export const seenPeople = `
  SELECT p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName", p.birth_date AS "birthDate",
    held.person_id IS NOT NULL AS known, held.email, held.phone, ${archivedAt()} AS "archivedAt", ${accounts()} AS "accountIds"
  FROM unnest($2::uuid[]) AS asked (id) JOIN people p ON p.id = asked.id
  LEFT JOIN profiles held ON held.person_id = p.id AND held.organization_id = $1
  WHERE $3::boolean OR ${archivedAt()} IS NULL`;

/** The same, of people of a network: what the organization itself holds of them, if anything. */
export const heldPeople = `
  SELECT held.person_id AS "personId", ${accounts()} AS "accountIds"
  FROM unnest($2::uuid[]) AS asked (id) JOIN profiles held ON held.person_id = asked.id AND held.organization_id = $1
  WHERE held.archived_at IS NULL`;

/** Whoever is archived in a club's list is archived there; a federation sees everybody of its network. */
function archivedAt(): string {
  return 'coalesce(p.archived_at, CASE WHEN p.network_id <> $1 OR p.made_by = $1 THEN held.archived_at END)';
}

function accounts(): string {
  return `ARRAY(SELECT m.account_id FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1
    AND c.archived_at IS NULL WHERE m.person_id = held.person_id ORDER BY m.account_id)`;
}

export type SeenRow = FoundRow;

export const foundPerson = ({ number, archivedAt: archived, ...row }: FoundRow): FoundPerson => ({
  ...row,
  number: personNumber(number),
  birthYear: yearOf(row.birthDate),
  archivedAt: archived?.toISOString() ?? null,
});

export interface HeldRow {
  readonly personId: Uuid;
  readonly accountIds: Uuid[];
}

export const yearOf = (day: LocalDate | null): number | null => (day === null ? null : Number(day.slice(0, 4)));
