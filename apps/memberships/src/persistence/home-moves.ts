import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { Home, HomeMoveRecord, MoveDirection } from '#contracts/memberships/homes';
import { execute, query } from '#platform/database/sql';
import { nameIn } from '../domain/offer.js';

/** One at a time moves a membership. Its row is the seller's, so it is not the row that is locked. */
export const lockHome = (em: EntityManager, membershipId: Uuid): Promise<number> =>
  execute(em, `SELECT pg_advisory_xact_lock(hashtextextended('home/' || $1::text, 0))`, [membershipId]);

/** For the rest of the transaction: what both homes are told is written in one (MEM-15). */
export const writeFor = (em: EntityManager, organizations: readonly Uuid[]): Promise<number> =>
  execute(em, `SELECT set_config('app.organizations', $1, true)`, [organizations.join(',')]);

export interface MoveToWrite {
  readonly membershipId: Uuid;
  readonly personId: Uuid | null;
  readonly offerId: Uuid;
  readonly sellerId: Uuid;
  readonly federationId: Uuid;
  readonly fromId: Uuid;
  readonly toId: Uuid;
  readonly movedOn: LocalDate;
  readonly moverId: Uuid;
  readonly movedBy: string;
}

/** By whoever sees the last move: the home it came to, or the federation. */
export async function writeMove(em: EntityManager, move: MoveToWrite): Promise<void> {
  await execute(
    em,
    `INSERT INTO home_moves (membership_id, version, person_id, offer_id, seller_id, federation_id, from_id, to_id, moved_on, mover_id, moved_by)
     SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10 FROM home_moves WHERE membership_id = $1`,
    [
      move.membershipId,
      move.personId,
      move.offerId,
      move.sellerId,
      move.federationId,
      move.fromId,
      move.toId,
      move.movedOn,
      move.moverId,
      move.movedBy,
    ],
  );
}

/** What takes the place of a membership is at home where that was: nobody moves who is only given another (REP-10). */
export const followHomes = (
  em: EntityManager,
  pairs: readonly { readonly membershipId: Uuid; readonly newMembershipId: Uuid }[],
  on: LocalDate,
): Promise<number> =>
  execute(
    em,
    `INSERT INTO home_moves (membership_id, version, person_id, offer_id, seller_id, federation_id, from_id, to_id, moved_on)
     SELECT n.id, 1, n.person_id, n.offer_id, n.seller_id, n.federation_id, n.seller_id, h.to_id, $3
     FROM unnest($1::uuid[], $2::uuid[]) AS pair (old_id, new_id) JOIN memberships n ON n.id = pair.new_id
       JOIN LATERAL (SELECT to_id FROM home_moves WHERE membership_id = pair.old_id ORDER BY version DESC LIMIT 1) h ON h.to_id <> n.seller_id
     ON CONFLICT DO NOTHING`,
    [pairs.map(({ membershipId }) => membershipId), pairs.map(({ newMembershipId }) => newMembershipId), on],
  );

export interface WantedMoves {
  readonly membershipId?: Uuid;
  readonly personId?: Uuid;
  readonly organizationId?: Uuid;
  readonly direction?: MoveDirection;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly beforeEntry?: number;
  readonly limit: number;
}

/** The newest first. Whom a move concerns, the policy says. */
export async function findMoves(
  em: EntityManager,
  reader: ActingOrganization,
  wanted: WantedMoves,
): Promise<{ entry: number; record: HomeMoveRecord }[]> {
  const rows = await query<Omit<HomeMoveRecord, 'name'> & { entry: number; names: Record<string, string> }>(
    em,
    `SELECT h.entry, h.membership_id AS "membershipId", h.person_id AS "personId", h.offer_id AS "offerId", o.names,
       h.from_id AS "fromId", f.name AS "fromName", h.to_id AS "toId", t.name AS "toName", h.moved_on AS "movedOn",
       h.mover_id AS "moverId", CASE WHEN h.mover_id = $1 THEN h.moved_by END AS "movedBy"
     FROM home_moves h JOIN offers o ON o.id = h.offer_id
       LEFT JOIN organizations_of_network() f ON f.id = h.from_id LEFT JOIN organizations_of_network() t ON t.id = h.to_id
     WHERE ($2::uuid IS NULL OR h.membership_id = $2) AND ($3::uuid IS NULL OR h.person_id = $3)
       AND ($4::uuid IS NULL OR $4 IN (h.from_id, h.to_id))
       AND ($5::text IS NULL OR CASE $5 WHEN 'in' THEN h.to_id ELSE h.from_id END = $1)
       AND ($6::date IS NULL OR h.moved_on >= $6) AND ($7::date IS NULL OR h.moved_on <= $7)
       AND ($8::bigint IS NULL OR h.entry < $8)
     ORDER BY h.entry DESC LIMIT $9`,
    [
      reader.id,
      wanted.membershipId ?? null,
      wanted.personId ?? null,
      wanted.organizationId ?? null,
      wanted.direction ?? null,
      wanted.from ?? null,
      wanted.to ?? null,
      wanted.beforeEntry ?? null,
      wanted.limit,
    ],
  );
  return rows.map(({ entry, names, ...move }) => ({ entry, record: { ...move, name: nameIn(names, reader.languages) } }));
}

/** The clubs of the network, by id: all, or those after one, or that one alone. */
export const clubsOfNetwork = (
  em: EntityManager,
  { id, afterId, limit }: { readonly id?: Uuid; readonly afterId?: Uuid | null; readonly limit: number },
): Promise<Home[]> =>
  query(
    em,
    `SELECT id, name FROM organizations_of_network()
     WHERE kind = 'club' AND ($1::uuid IS NULL OR id = $1) AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [id ?? null, afterId ?? null, limit],
  );
