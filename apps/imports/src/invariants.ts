import type { Invariant } from '#platform/database/invariant';

// Put together by grouping, not by joins: those would rest on how many rows are thought to be on a page.
const outcomes = `SELECT import_id, row_number,
    CASE WHEN max(planned) IN ('skip', 'exclude') OR bool_or(skipped) THEN 'skipped' WHEN bool_or(sold) THEN 'sold' ELSE 'failed' END AS outcome
  FROM (SELECT i.id AS import_id, (p.first_row + place - 1)::int AS row_number, planned, false AS sold, false AS skipped
        FROM imports i JOIN plan_pages p ON p.import_id = i.id AND p.assessment = i.assessment,
          unnest(p.outcomes) WITH ORDINALITY AS planned (planned, place)
        WHERE i.state = 'finished'
        UNION ALL SELECT import_id, row_number, NULL, true, false FROM results
        UNION ALL SELECT import_id, row_number, NULL, false, outcome = 'skipped' FROM deviations) each
  GROUP BY import_id, row_number HAVING max(planned) IS NOT NULL`;

/** What always holds of imports; each query returns the rows that break it. */
export const importsInvariants: readonly Invariant[] = [
  {
    number: 7,
    title: 'A finished import: rows read = created + reused + skipped + failed, and none failed',
    sql: `SELECT id, counts FROM imports WHERE state = 'finished'
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
      WHERE i.state NOT IN ('running', 'paused', 'finished')`,
  },
];
