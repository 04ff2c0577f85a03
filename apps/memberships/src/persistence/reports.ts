import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import type { ClubSales, MemberGroup, MembersCounted } from '#contracts/memberships/reports.query';
import { query } from '#platform/database/sql';
import { nameIn } from '../domain/offer.js';
import { boundsOf } from '../domain/status.js';

export interface ReportPage {
  readonly afterId: Uuid | null;
  readonly limit: number;
}

/** A federation reads what was sold of its offers, everybody else what they sold: one index each. */
const whose = ({ kind }: ActingOrganization): string => (kind === 'federation' ? 'federation_id' : 'seller_id');

const groups: Readonly<Record<MemberGroup, string>> = { offer: 'offer_id', club: 'seller_id', home: 'home_id', affiliation: 'offer_id' };

const standing = 'offer_id, seller_id, effective_on, expires_on, ended';

/** What is counted: by home, a club's own wherever they are at home now, and what came to it from others (MEM-15). What clubs hold themselves is counted apart (MEM-19). */
function counted(reader: ActingOrganization, by: MemberGroup): string {
  if (by === 'affiliation')
    return `SELECT offer_id, effective_on, expires_on, ended FROM affiliations WHERE $1 IN (organization_id, federation_id) AND invoice IS NOT NULL`;
  const sold = `SELECT id, ${standing} FROM memberships WHERE ${whose(reader)} = $1`;
  if (by !== 'home') return sold;
  const received = `UNION ALL SELECT id, ${standing}, home_id FROM received_memberships()`;
  return `SELECT m.*, coalesce(h.to_id, m.seller_id) AS home_id
    FROM (${sold}) m
      LEFT JOIN (SELECT DISTINCT ON (membership_id) membership_id, to_id FROM home_moves ORDER BY membership_id, version DESC) h
        ON h.membership_id = m.id
    ${reader.kind === 'club' ? received : ''}`;
}

/** Counts by group and status in one pass. What a status means is asked of the rule. */
export async function countMembers(
  em: EntityManager,
  reader: ActingOrganization,
  { by, today, afterId, limit }: ReportPage & { by: MemberGroup; today: LocalDate },
): Promise<MembersCounted[]> {
  const values: unknown[] = [reader.id, afterId, limit];
  const counts = membershipStatuses.map((status) => `count(*) FILTER (WHERE ${within(status, today, values)})::int AS ${status}`);
  const rows = await query<{ id: Uuid; names: Record<string, string> | null } & Record<MembershipStatus, number>>(
    em,
    `SELECT c.*, o.names FROM (
       SELECT ${groups[by]} AS id, ${counts.join(', ')} FROM (${counted(reader, by)}) of_reader
       WHERE ($2::uuid IS NULL OR ${groups[by]} > $2)
       GROUP BY 1 ORDER BY 1 LIMIT $3) c
     LEFT JOIN offers o ON o.id = c.id ORDER BY c.id`,
    values,
  );
  return rows.map(({ id, names, ...row }) => ({
    id,
    name: names && nameIn(names, reader.languages),
    byStatus: Object.fromEntries(membershipStatuses.map((status) => [status, row[status]])) as Record<MembershipStatus, number>,
  }));
}

/** The dates between which a status lies, as conditions. */
function within(status: MembershipStatus, today: LocalDate, values: unknown[]): string {
  const { ended, effectiveFrom, effectiveUntil, expiresFrom, expiresUntil } = boundsOf(status, today);
  const day = (condition: string, value: LocalDate | undefined) => (value ? [`${condition} $${values.push(value)}::date`] : []);
  return [
    `ended IS NOT DISTINCT FROM $${values.push(ended)}::text`,
    ...day('effective_on >=', effectiveFrom),
    ...day('effective_on <=', effectiveUntil),
    ...day(`coalesce(expires_on, 'infinity') >=`, expiresFrom),
    ...day('expires_on <=', expiresUntil),
  ].join(' AND ');
}

/** What each club sold, replaced, cancelled and bought for itself between two days. */
export function salesByClub(
  em: EntityManager,
  reader: ActingOrganization,
  { from, to, afterId, limit }: ReportPage & { from: LocalDate; to: LocalDate },
): Promise<ClubSales[]> {
  const own = whose(reader);
  return query<ClubSales>(
    em,
    `SELECT club AS "clubId", sum(sold)::int AS sold, sum(minor)::bigint AS "originalMinor", sum(replaced)::int AS replaced,
       sum(cancelled)::int AS cancelled, sum(affiliations)::int AS affiliations, sum(affiliated)::bigint AS "affiliationsMinor",
       max(currency) AS currency
     FROM (
       SELECT m.seller_id AS club, count(*) AS sold, sum(m.original_minor) AS minor, 0 AS replaced, 0 AS cancelled, 0 AS affiliations,
         0 AS affiliated, max(m.currency) AS currency
       FROM memberships m LEFT JOIN replacements r ON r.new_membership_id = m.id
       WHERE m.${own} = $1 AND m.purchased_on BETWEEN $2 AND $3 AND r.membership_id IS NULL GROUP BY 1
       UNION ALL
       SELECT h.seller_id, 0, 0, count(*) FILTER (WHERE h.status = 'replaced'), count(*) FILTER (WHERE h.status = 'cancelled'), 0, 0, NULL
       FROM status_history h WHERE h.${own} = $1 AND h.changed_on BETWEEN $2 AND $3 GROUP BY 1
       UNION ALL
       SELECT a.organization_id, 0, 0, 0, 0, count(*), sum(a.price_minor), max(a.currency) FROM affiliations a
       WHERE $1 IN (a.organization_id, a.federation_id) AND a.invoice IS NOT NULL AND a.purchased_on BETWEEN $2 AND $3 GROUP BY 1
     ) AS did
     WHERE $4::uuid IS NULL OR club > $4 GROUP BY club ORDER BY club LIMIT $5`,
    [reader.id, from, to, afterId, limit],
  );
}
