import type { Invariant } from '#platform/database/invariant';

/**
 * The sales behind all memberships that were resold, and the months of ongoing ones, which are sales of their own. Billing has exactly
 * one line at each level for each of them (design.md, invariant 2); the runner compares.
 */
export const resaleSales = `SELECT sale_id::text AS sale, import_id::text AS import FROM memberships WHERE federation_id <> seller_id
  UNION ALL SELECT sale_id::text, NULL FROM billed_months WHERE federation_id <> seller_id`;

/** Sales that an undone import took back: billing has countered exactly these (IMP-17); the runner compares. */
export const undoneSales = `SELECT m.sale_id::text AS sale, m.import_id::text AS import FROM memberships m
  JOIN status_history h ON h.membership_id = m.id AND h.reason = 'import-undone'`;

/** Imports that still hold a slot without a membership: none of them may be finished or given up; the runner compares. */
export const importsWithReservations = `SELECT DISTINCT s.import_id::text AS import FROM slots s
  WHERE s.import_id IS NOT NULL AND NOT EXISTS (SELECT FROM memberships m WHERE m.id = s.membership_id)`;

/** What clubs hold themselves (MEM-19), being bought or bought: billing has the line of each; the runner compares. */
export const affiliationsHeld = `SELECT id::text, organization_id::text AS club, federation_id::text AS federation, price_minor AS price,
    expires_on::text AS "expiresOn", ended IS NOT NULL AS ended, ending_id IS NOT NULL AS ending, invoice->>'id' AS invoice FROM affiliations`;

/** The laws of this service's own data. */
export const membershipsInvariants: Invariant[] = [
  {
    number: 2,
    title: 'Every membership is of an offer of its federation, listed by its seller',
    sql: `SELECT m.id FROM memberships m LEFT JOIN offers o ON o.id = m.offer_id LEFT JOIN listings l ON l.id = m.listing_id
      WHERE o.federation_id IS DISTINCT FROM m.federation_id OR l.seller_id IS DISTINCT FROM m.seller_id OR l.offer_id IS DISTINCT FROM m.offer_id`,
  },
  {
    number: 2,
    title: 'Every living membership holds its slot, and one that ended early holds none',
    sql: `SELECT m.id FROM memberships m LEFT JOIN slots s ON s.membership_id = m.id
      WHERE CASE WHEN m.ended IS NULL
        THEN (s.person_id, s.offer_id, s.seller_id, s.federation_id, s.effective_on, s.expires_on)
          IS DISTINCT FROM (coalesce(m.person_id, m.account_id), m.offer_id, m.seller_id, m.federation_id, m.effective_on, m.expires_on)
        ELSE s.membership_id IS NOT NULL END`,
  },
  {
    number: 2,
    title: 'Every membership that ended before its time has written down when and why, and no other',
    sql: `SELECT coalesce(m.id, h.membership_id) AS id FROM (SELECT id, ended FROM memberships WHERE ended IS NOT NULL) m
      FULL JOIN status_history h ON h.membership_id = m.id WHERE m.ended IS DISTINCT FROM h.status`,
  },
  {
    number: 2,
    title: 'Every replaced membership has a successor of the same person and seller, and nothing else has one (REP-10)',
    sql: `SELECT m.id, r.new_membership_id FROM memberships m FULL JOIN replacements r ON r.membership_id = m.id
        LEFT JOIN memberships n ON n.id = r.new_membership_id
      WHERE (m.ended IS NOT DISTINCT FROM 'replaced') <> (r.membership_id IS NOT NULL)
        OR (r.membership_id IS NOT NULL AND (coalesce(n.person_id, n.account_id), n.seller_id, n.federation_id)
          IS DISTINCT FROM (coalesce(m.person_id, m.account_id), m.seller_id, m.federation_id))`,
  },
  {
    number: 2,
    title: 'A family membership belongs to an account, and every other to a person',
    sql: `SELECT m.id FROM memberships m JOIN offers o ON o.id = m.offer_id WHERE o.family <> (m.person_id IS NULL)`,
  },
  {
    number: 2,
    title: 'Every home was left from where the move before led, the first from whoever sold the membership (MEM-15)',
    sql: `SELECT h.membership_id, h.version FROM home_moves h JOIN memberships m ON m.id = h.membership_id
        LEFT JOIN home_moves b ON b.membership_id = h.membership_id AND b.version = h.version - 1
      WHERE h.from_id IS DISTINCT FROM CASE WHEN h.version = 1 THEN m.seller_id ELSE b.to_id END
        OR (h.seller_id, h.federation_id, h.offer_id) <> (m.seller_id, m.federation_id, m.offer_id) OR h.person_id IS DISTINCT FROM m.person_id`,
  },
  {
    number: 2,
    title:
      'Every affiliation is of an offer for clubs of its federation, bought or being bought, and held by no club twice (MEM-19, MEM-13)',
    sql: `SELECT a.id, NULL AS other FROM affiliations a JOIN offers o ON o.id = a.offer_id LEFT JOIN operations p ON p.id = a.id
        WHERE NOT o.affiliation OR o.federation_id <> a.federation_id OR (a.invoice IS NULL) <> (p.state IS NOT DISTINCT FROM 'running')
      UNION ALL SELECT a.id, b.id FROM affiliations a JOIN affiliations b
        ON b.organization_id = a.organization_id AND b.offer_id = a.offer_id AND b.id > a.id AND a.ended IS NULL AND b.ended IS NULL
        WHERE daterange(a.effective_on, a.expires_on, '[]') && daterange(b.effective_on, b.expires_on, '[]')`,
  },
  {
    number: 2,
    title: 'Only an operation under way keeps a membership from others',
    sql: `SELECT h.membership_id FROM membership_holds h LEFT JOIN operations o ON o.id = h.operation_id WHERE o.state IS DISTINCT FROM 'running'`,
  },
  {
    number: 2,
    title: 'Only ongoing memberships that their seller sold are billed by months, each once, after the month they began in (MEM-6)',
    sql: `SELECT b.membership_id, b.month FROM billed_months b JOIN memberships m ON m.id = b.membership_id JOIN offers o ON o.id = m.offer_id
      WHERE o.term->>'kind' <> 'ongoing' OR m.import_id IS NOT NULL OR b.month <= m.effective_on OR b.month > m.expires_on
        OR (b.seller_id, b.federation_id) <> (m.seller_id, m.federation_id)`,
  },
  {
    number: 2,
    title: 'Nobody holds the same membership twice for the same period (MEM-13)',
    sql: `SELECT a.membership_id, b.membership_id AS other FROM slots a JOIN slots b
      ON b.federation_id = a.federation_id AND b.person_id = a.person_id AND b.offer_id = a.offer_id AND b.membership_id > a.membership_id
      WHERE a.beside IS NULL AND b.beside IS NULL -- A merge of two who both held it leaves both (ID-24).
        AND daterange(a.effective_on, a.expires_on, '[]') && daterange(b.effective_on, b.expires_on, '[]')`,
  },
  {
    number: 2,
    title: 'The quota used is the number of slots taken',
    sql: `SELECT offer_id, seller_id, q.taken, s.slots
      FROM quota_usage q FULL JOIN (SELECT offer_id, seller_id, count(*) AS slots FROM slots GROUP BY 1, 2) s USING (offer_id, seller_id)
      WHERE coalesce(q.taken, 0) <> coalesce(s.slots, 0)`,
  },
  {
    number: 5,
    title: 'What a member’s skill is, the last line of its history says, and lines follow each other without a gap (ID-26)',
    sql: `SELECT h.id FROM member_skills h LEFT JOIN member_skill_changes c ON c.member_skill_id = h.id
      GROUP BY h.id HAVING count(c.version) <> h.version OR max(c.version) <> h.version
      UNION ALL SELECT h.id FROM member_skills h JOIN member_skill_changes c ON c.member_skill_id = h.id AND c.version = h.version
      WHERE (c.skill_id, c.level) IS DISTINCT FROM (h.skill_id, h.level) OR (c.change = 'removed') <> (h.removed_on IS NOT NULL)`,
  },
  {
    number: 5,
    title: 'All cards of a membership bear one number, and no other membership’s do (MEM-11)',
    sql: `SELECT number FROM cards GROUP BY 1 HAVING count(DISTINCT membership_id) > 1
      UNION ALL SELECT min(number) FROM cards GROUP BY membership_id HAVING count(DISTINCT number) > 1`,
  },
  {
    number: 2,
    title: 'Nobody who was closed into another holds anything (ID-24)',
    sql: `SELECT m.id FROM memberships m JOIN closed_holders c ON c.closed_id IN (m.person_id, m.account_id, m.client_id) AND NOT c.reopened
      UNION ALL SELECT s.membership_id FROM slots s JOIN closed_holders c ON c.closed_id = s.person_id AND NOT c.reopened`,
  },
  {
    number: 5,
    title: 'One row of an import has one membership',
    sql: `SELECT import_id, import_row FROM memberships WHERE import_id IS NOT NULL GROUP BY 1, 2 HAVING count(*) > 1`,
  },
  {
    number: 7,
    title: 'A slot without a membership belongs to an import whose terms are frozen, or to an operation under way',
    sql: `SELECT s.membership_id FROM slots s
      WHERE NOT EXISTS (SELECT FROM memberships m WHERE m.id = s.membership_id)
        AND NOT EXISTS (SELECT FROM frozen_terms f WHERE f.import_id = s.import_id AND f.offer_id = s.offer_id)
        AND NOT EXISTS (SELECT FROM operations p WHERE p.id = s.operation_id AND p.state = 'running')`,
  },
  {
    number: 7,
    title: 'An order of many counts each of its rows once, what it says is done is there, and a finished one has left none waiting',
    sql: `SELECT o.id FROM batch_orders o LEFT JOIN (
        SELECT p.order_id, count(*) FILTER (WHERE r.one->>'problem' IS NULL) AS done, count(r.one->>'problem') AS refused
        FROM batch_order_parts p CROSS JOIN LATERAL json_array_elements(p.result) AS r (one) GROUP BY 1) c ON c.order_id = o.id
      WHERE (o.done, o.refused) IS DISTINCT FROM (coalesce(c.done, 0)::int, coalesce(c.refused, 0)::int)
        OR (o.state = 'finished' AND o.barred + o.done + o.refused <> o.rows)
      UNION ALL SELECT p.order_id FROM batch_order_parts p CROSS JOIN LATERAL json_array_elements(p.result) AS r (one)
        LEFT JOIN memberships m ON m.id = (r.one->>'newMembershipId')::uuid
      WHERE (r.one->>'problem' IS NULL) <> (m.id IS NOT NULL)`,
  },
];
