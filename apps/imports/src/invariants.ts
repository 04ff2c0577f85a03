import type { Invariant } from '#platform/database/invariant';

const outcomes = `SELECT p.import_id, p.row_number,
    CASE WHEN p.outcome IN ('skip', 'exclude') OR s.row_number IS NOT NULL THEN 'skipped'
         WHEN r.row_number IS NULL THEN 'failed' ELSE 'sold' END AS outcome
  FROM imports i
  JOIN plans p ON p.import_id = i.id AND p.assessment = i.assessment
  LEFT JOIN results r ON r.import_id = p.import_id AND r.row_number = p.row_number
  LEFT JOIN deviations s ON s.import_id = p.import_id AND s.row_number = p.row_number AND s.outcome = 'skipped'
  WHERE i.state = 'finished'`;

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
