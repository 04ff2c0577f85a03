import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ExpiryChange } from '#contracts/memberships/memberships.query';
import { execute, query } from '#platform/database/sql';
import type { Movable } from '../domain/expiry.js';

/** A membership of the seller whose last day somebody wants to move. */
export interface MovableMembership extends Movable {
  readonly offerId: Uuid;
  readonly designerId: Uuid;
  readonly personId: Uuid | null;
  readonly accountId: Uuid;
  readonly version: number;
}

export async function getMovableForUpdate(
  em: EntityManager,
  sellerId: Uuid,
  membershipId: Uuid,
  locked: boolean,
): Promise<MovableMembership | undefined> {
  const [found] = await query<MovableMembership>(
    em,
    `SELECT m.offer_id AS "offerId", m.federation_id AS "designerId", m.person_id AS "personId", m.account_id AS "accountId", m.version,
       m.effective_on AS "effectiveOn", m.expires_on AS "expiresOn", m.ended,
       json_build_object('term', o.term, 'expiresOn', o.expires_on) AS offer
     FROM memberships m JOIN offers o ON o.id = m.offer_id WHERE m.id = $1 AND m.seller_id = $2 ${locked ? 'FOR UPDATE OF m' : ''}`,
    [membershipId, sellerId],
  );
  return found;
}

/** Whether an operation under way is about to end it. */
export const isHeld = async (em: EntityManager, membershipId: Uuid): Promise<boolean> =>
  (await query(em, 'SELECT FROM membership_holds WHERE membership_id = $1', [membershipId])).length > 0;

/** The membership and its place move together, and what it was before is kept. */
export async function moveExpiry(
  em: EntityManager,
  change: {
    readonly membershipId: Uuid;
    readonly sellerId: Uuid;
    readonly version: number;
    readonly expiredOn: LocalDate;
    readonly expiresOn: LocalDate;
    readonly changedOn: LocalDate;
    readonly changedBy: string;
    readonly memo: string | null;
  },
): Promise<void> {
  const { membershipId, sellerId, version, expiredOn, expiresOn, changedOn, changedBy, memo } = change;
  await execute(em, 'UPDATE memberships SET expires_on = $2, version = $3 WHERE id = $1', [membershipId, expiresOn, version]);
  await execute(em, placeMoved, [membershipId, expiresOn]);
  await execute(
    em,
    `INSERT INTO expiry_changes (membership_id, version, expired_on, expires_on, changed_on, changed_by, memo, seller_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [membershipId, version, expiredOn, expiresOn, changedOn, changedBy, memo, sellerId],
  );
}

/** Those of a membership, the oldest first. Rows of the seller's alone: to anybody else there are none. */
export const expiryChanges = (em: EntityManager, membershipId: Uuid): Promise<ExpiryChange[]> =>
  query(
    em,
    `SELECT expired_on AS "expiredOn", expires_on AS "expiresOn", changed_on AS on, changed_by AS by, memo
     FROM expiry_changes WHERE membership_id = $1 ORDER BY version`,
    [membershipId],
  );

/** Given back and taken again: nobody may change a place, so that none is ever lengthened without being judged. */
const placeMoved = `WITH given AS (DELETE FROM slots WHERE membership_id = $1 RETURNING *)
  INSERT INTO slots (membership_id, federation_id, seller_id, person_id, offer_id, effective_on, expires_on, import_id, operation_id)
  SELECT membership_id, federation_id, seller_id, person_id, offer_id, effective_on, $2, import_id, operation_id FROM given`;
