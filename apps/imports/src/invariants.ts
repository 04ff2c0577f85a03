import type { Invariant } from '#platform/database/invariant';

// Put together by grouping, not by joins: those would rest on how many rows are thought to be on a page.
const outcomes = `SELECT import_id, row_number,
    CASE WHEN max(planned) IN ('skip', 'exclude') OR bool_or(skipped) THEN 'skipped' WHEN bool_or(sold) THEN 'sold' ELSE 'failed' END AS outcome
  FROM (SELECT i.id AS import_id, (p.first_row + place - 1)::int AS row_number, planned, false AS sold, false AS skipped
        FROM imports i JOIN plan_pages p ON p.import_id = i.id AND p.assessment = i.assessment,
          unnest(p.outcomes) WITH ORDINALITY AS planned (planned, place)
        WHERE i.state = 'finished' OR (i.state IN ('undoing', 'undone') AND i.finished_at IS NOT NULL)
        UNION ALL SELECT import_id, row_number, NULL, true, false FROM results
        UNION ALL SELECT import_id, row_number, NULL, false, outcome = 'skipped' FROM deviations) each
  GROUP BY import_id, row_number HAVING max(planned) IS NOT NULL`;

/** What always holds of imports; each query returns the rows that break it. */
export const importsInvariants: readonly Invariant[] = [
  {
    number: 7,
    title: 'A finished import: rows read = created + reused + skipped + failed, and none failed',
    sql: `SELECT id, counts FROM imports WHERE finished_at IS NOT NULL
      AND ((counts->>'rows')::int <> (counts->>'created')::int + (counts->>'reused')::int + (counts->>'skipped')::int + (counts->>'failed')::int
           OR (counts->>'failed')::int <> 0)`,
  },
  {
    number: 7,
    title: 'Every row of a finished import is sold with its documents, or skipped',
    sql: `SELECT * FROM (${outcomes}) o WHERE outcome = 'failed'`,
  },
  {
    number: 7,
    title: 'The counts of a finished import are those of its rows',
    sql: `SELECT i.id, i.counts, o.sold, o.skipped FROM imports i
      JOIN (SELECT import_id, count(*) FILTER (WHERE outcome = 'sold') AS sold, count(*) FILTER (WHERE outcome = 'skipped') AS skipped
            FROM (${outcomes}) each GROUP BY import_id) o ON o.import_id = i.id
      WHERE (i.counts->>'created')::int + (i.counts->>'reused')::int <> o.sold OR (i.counts->>'skipped')::int <> o.skipped`,
  },
  {
    number: 7,
    title: 'A finished import has every batch through people, memberships and invoices',
    sql: `SELECT b.import_id, b.batch FROM batches b JOIN imports i ON i.id = b.import_id
      WHERE i.state = 'finished' AND (b.admitted_at IS NULL OR b.enrolled_at IS NULL OR b.issued_at IS NULL)`,
  },
  {
    number: 7,
    title: 'Nothing ran of an import that was not committed',
    sql: `SELECT i.id, i.state FROM imports i JOIN batches b ON b.import_id = i.id AND b.sent_at IS NOT NULL
      WHERE i.state NOT IN ('running', 'paused', 'finished', 'undoing', 'undone')`,
  },
  {
    number: 7,
    title: 'An undone import: each row that was sold is undone or kept, and its counts say so',
    sql: `SELECT i.id, i.undo, r.sold, r.undone, r.kept FROM imports i CROSS JOIN LATERAL (
        SELECT count(*) AS sold, count(*) FILTER (WHERE v.undone) AS undone, count(*) FILTER (WHERE NOT v.undone) AS kept
        FROM results r LEFT JOIN undo_verdicts v USING (import_id, row_number) WHERE r.import_id = i.id) r
      WHERE i.state = 'undone' AND ((i.undo->>'rows')::int, (i.undo->>'undone')::int, (i.undo->>'kept')::int, r.sold)
        IS DISTINCT FROM (r.sold, r.undone, r.kept, r.undone + r.kept)`,
  },
  {
    number: 7,
    title: 'An undone import has every batch through billing, memberships and identity; no other has any',
    sql: `SELECT b.import_id, b.kind, b.batch FROM undo_batches b JOIN imports i ON i.id = b.import_id
      WHERE i.state NOT IN ('undoing', 'undone') OR (i.state = 'undone' AND CASE b.kind
        WHEN 'rows' THEN b.countered_at IS NULL OR b.cancelled_at IS NULL ELSE b.withdrawn_at IS NULL END)`,
  },
];
