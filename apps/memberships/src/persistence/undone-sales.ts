import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { lookUpByKey } from '#platform/database/plans';
import { query } from '#platform/database/sql';
import type { RowEnrolled } from '#contracts/memberships/cancel-memberships.command';

/** The memberships these rows of a seller's import made, with what else their people have there by now. */
export async function enrolledRows(
  em: EntityManager,
  { sellerId, importId }: { sellerId: Uuid; importId: Uuid },
  membershipIds: readonly Uuid[],
): Promise<RowEnrolled[]> {
  await lookUpByKey(em);
  return query<RowEnrolled>(em, enrolled, [membershipIds, importId, sellerId]);
}

const sold = `SELECT id, import_row, person_id, account_id, ended FROM memberships WHERE id = ANY ($1::uuid[]) AND import_id = $2 AND seller_id = $3`;

/** Those who hold a place at the club that is none of the import's, reserved or sold. Places at other clubs are not the club's matter. */
const holders = `SELECT DISTINCT person_id FROM slots
  WHERE federation_id = (SELECT app_federation()) AND person_id = ANY (ARRAY(SELECT DISTINCT person_id FROM sold)) AND import_id IS DISTINCT FROM $2`;

const enrolled = `WITH sold AS MATERIALIZED (${sold}), other AS MATERIALIZED (${holders})
  SELECT sold.import_row AS row, sold.person_id AS "personId", sold.account_id AS "accountId", sold.ended IS NOT NULL AS ended,
    EXISTS (SELECT FROM activities a WHERE a.organization_id = $3 AND a.person_id = sold.person_id AND a.membership_id = sold.id AND a.reason IS NULL) AS used,
    other.person_id IS NOT NULL AS "otherMembership"
  FROM sold LEFT JOIN other ON other.person_id = sold.person_id
  ORDER BY sold.import_row`;

export interface EndedSale {
  readonly id: Uuid;
  readonly offerId: Uuid;
}

/** Why memberships end before their time: an import is taken back, or their seller decides so. What was said and who said it is the seller's. */
export type CancelledBecause =
  | { readonly reason: 'import-undone'; readonly on: LocalDate }
  | { readonly reason: 'cancellation'; readonly on: LocalDate; readonly memo: string | null; readonly by: string };

/** Ends those that still live, frees their places and writes it down. Their quota counters are locked by the caller. */
export async function cancelMemberships(em: EntityManager, membershipIds: readonly Uuid[], why: CancelledBecause): Promise<EndedSale[]> {
  const { memo = null, by = null } = why.reason === 'cancellation' ? why : {};
  return query<EndedSale>(
    em,
    `WITH ended AS (
       UPDATE memberships SET ended = 'cancelled' WHERE id = ANY ($1::uuid[]) AND ended IS NULL
       RETURNING id, offer_id, seller_id, federation_id
     ), written AS (
       INSERT INTO status_history (membership_id, status, reason, seller_id, federation_id, changed_on, memo, changed_by)
       SELECT id, 'cancelled', $2, seller_id, federation_id, $3, $4, $5 FROM ended
     ), freed AS (
       DELETE FROM slots USING ended WHERE slots.membership_id = ended.id
     ) SELECT id, offer_id AS "offerId" FROM ended`,
    [membershipIds, why.reason, why.on, memo, by],
  );
}

export async function offersOf(em: EntityManager, membershipIds: readonly Uuid[]): Promise<Uuid[]> {
  const text = 'SELECT DISTINCT offer_id AS "offerId" FROM memberships WHERE id = ANY ($1::uuid[]) AND ended IS NULL';
  return (await query<{ offerId: Uuid }>(em, text, [membershipIds])).map(({ offerId }) => offerId);
}
