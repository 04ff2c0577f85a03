import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** Sales of what an organization designed itself: billed at one level. All other sales have a line at both (invariant 2). */
const ownSales = `CREATE TABLE own_sales (
  sale_id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL
)`;

/**
 * A decision to cancel a line (BIL-15): what was credited of it, what fee was kept, what was given back. Its id is the operation
 * that made the documents. Immutable, like them.
 */
const cancellations = [
  `CREATE TABLE cancellations (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid,
  document_id uuid NOT NULL,
  position smallint NOT NULL,
  sale_id uuid,
  credit jsonb NOT NULL, -- As it was asked for.
  credited_minor bigint NOT NULL CHECK (credited_minor >= 0),
  fee_minor bigint NOT NULL DEFAULT 0 CHECK (fee_minor >= 0),
  refunded_minor bigint NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0),
  memo text,
  decided_on date NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (document_id, position) REFERENCES document_lines,
  CONSTRAINT fee_within_credit CHECK (fee_minor <= credited_minor)
)`,
  `CREATE INDEX cancellations_line ON cancellations (document_id, position)`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON cancellations FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
];

/**
 * What a cancelled sale means for the level above (MEM-20): the policy that held, and what came of it. One for every cancellation of
 * a resale, also where nothing is credited: the level above is never forgotten. Waiting ones are the federation's to decide.
 */
const upstreamCredits = [
  `CREATE TABLE upstream_credits (
  cancellation_id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  debtor_id uuid NOT NULL,
  document_id uuid NOT NULL,
  position smallint NOT NULL,
  sale_id uuid NOT NULL,
  policy text NOT NULL CHECK (policy IN ('never', 'within-days', 'on-approval')),
  state text NOT NULL CHECK (state IN ('none', 'credited', 'waiting', 'approved', 'refused')),
  asked_minor bigint NOT NULL CHECK (asked_minor >= 0), -- The same share as the client was credited.
  credited_minor bigint NOT NULL DEFAULT 0 CHECK (credited_minor >= 0),
  asked_on date NOT NULL,
  decided_on date,
  version int NOT NULL DEFAULT 1,
  asked_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (document_id, position) REFERENCES document_lines,
  CONSTRAINT credited_when_decided CHECK (state IN ('credited', 'approved') OR credited_minor = 0),
  CONSTRAINT decided_unless_waiting CHECK ((state = 'waiting') = (decided_on IS NULL))
)`,
  `CREATE INDEX upstream_credits_issuer ON upstream_credits (issuer_id, asked_at, cancellation_id)`,
  `CREATE INDEX upstream_credits_debtor ON upstream_credits (debtor_id, asked_at, cancellation_id)`,
];

/** Sales at one level, and cancellations as two decisions with what they mean for the level above. */
export class Migration003SalesAndCancellations extends Migration {
  override up(): void {
    const tenancy = tenancyOf({
      own_sales: { may: ['INSERT'], debtorReads: false },
      cancellations: { may: ['INSERT'], debtorReads: true },
      upstream_credits: { may: ['INSERT', 'UPDATE'], debtorReads: true },
    });
    for (const statement of [ownSales, ...cancellations, ...upstreamCredits, ...tenancy]) this.addSql(statement);
  }
}
