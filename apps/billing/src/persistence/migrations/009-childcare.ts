import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** What makes an invoice's line childcare (BIL-26). */
const careItems = [
  `CREATE TABLE care_items (
  document_id uuid NOT NULL,
  position smallint NOT NULL,
  issuer_id uuid NOT NULL,
  unit text NOT NULL CHECK (unit IN ('day', 'week')),
  care_on date[] NOT NULL CHECK (cardinality(care_on) > 0), -- Each day, or the first of each week.
  child_born_on date NOT NULL,
  not_eligible_minor bigint NOT NULL CHECK (not_eligible_minor >= 0),
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id, position) REFERENCES open_items
)`,
  `CREATE INDEX care_items_issuer ON care_items (issuer_id)`,
];

/** Who pays for an account's children (BIL-27). The insurance number is encrypted in the application, with row and organization as associated data. */
const guardians = [
  `CREATE TABLE guardians (
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  place smallint NOT NULL CHECK (place IN (1, 2)),
  issuer_id uuid NOT NULL,
  name text,
  address text,
  city text,
  province text,
  postal_code text,
  number_sealed bytea,
  number_key text,
  number_last text CHECK (length(number_last) = 3),
  PRIMARY KEY (billing_account_id, place),
  CONSTRAINT number_is_whole CHECK (num_nulls(number_sealed, number_key, number_last) IN (0, 3))
)`,
  `CREATE TABLE guardian_shares (
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  child_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  share text NOT NULL CHECK (share IN ('first', 'second', 'half')),
  PRIMARY KEY (billing_account_id, child_id)
)`,
];

/** RL-24 slips as they were made (BIL-28). One is corrected by another, never changed. */
const slips = [
  `CREATE TABLE care_slips (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  billing_account_id uuid NOT NULL REFERENCES billing_accounts,
  child_id uuid NOT NULL,
  guardian smallint NOT NULL CHECK (guardian IN (1, 2)),
  unit text NOT NULL CHECK (unit IN ('day', 'week')),
  year smallint NOT NULL,
  number int NOT NULL CHECK (number > 0),
  code char(1) NOT NULL CHECK (code IN ('R', 'A', 'D')),
  amends uuid REFERENCES care_slips,
  child_name text NOT NULL,
  payer_name text NOT NULL,
  payer_address text NOT NULL,
  number_sealed bytea NOT NULL,
  number_key text NOT NULL,
  number_last text NOT NULL,
  units int NOT NULL CHECK (units > 0),
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  not_eligible_minor bigint NOT NULL CHECK (not_eligible_minor BETWEEN 0 AND total_minor),
  eligible_minor bigint GENERATED ALWAYS AS (total_minor - not_eligible_minor) STORED,
  currency char(3) NOT NULL,
  made_on date NOT NULL,
  UNIQUE (issuer_id, year, number),
  CONSTRAINT original_amends_none CHECK ((code = 'R') = (amends IS NULL))
)`,
  // A slip is amended or cancelled by one other.
  `CREATE UNIQUE INDEX care_slips_amends ON care_slips (amends) WHERE amends IS NOT NULL`,
  `CREATE INDEX care_slips_account ON care_slips (billing_account_id, year)`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON care_slips FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
];

/** Childcare, who pays for it, and the slips of a year. */
export class Migration009Childcare extends Migration {
  override up(): void {
    const tenancy = tenancyOf({
      care_items: { may: ['INSERT', 'DELETE'], debtorReads: false },
      guardians: { may: ['INSERT', 'UPDATE', 'DELETE'], debtorReads: false },
      guardian_shares: { may: ['INSERT', 'DELETE'], debtorReads: false },
      care_slips: { may: ['INSERT'], debtorReads: false },
    });
    const unread = ['guardians', 'guardian_shares', 'care_items', 'care_slips'].flatMap((table) => [
      `DROP POLICY reconciling ON ${table}`, // No business of the books.
      `REVOKE ALL ON ${table} FROM billing_reconciler`,
    ]);
    for (const statement of [...careItems, ...guardians, ...slips, ...tenancy, ...unread]) this.addSql(statement);
  }
}
