import { Migration } from '@mikro-orm/migrations';
import { tenancyOf } from './rights.sql.js';

/** The chart of accounts of each organization (BIL-21). A code that a document uses is archived when it is done with, never deleted. */
const ledgerCodes = [
  `CREATE TABLE ledger_codes (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  issuer_id uuid NOT NULL,
  code text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  kind text NOT NULL CHECK (kind IN ('revenue', 'fee', 'discount', 'bad-debt')),
  names jsonb NOT NULL DEFAULT '{}', -- By language.
  in_use boolean NOT NULL DEFAULT false, -- By a document: for ever.
  archived boolean NOT NULL DEFAULT false,
  version int NOT NULL DEFAULT 1,
  CONSTRAINT ledger_codes_code UNIQUE (issuer_id, code)
)`,
  `CREATE FUNCTION refuse_used_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.in_use THEN
    RAISE EXCEPTION 'ledger code % is in use', OLD.code USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (OLD.code <> NEW.code OR (OLD.in_use AND NOT NEW.in_use)) THEN
    RAISE EXCEPTION 'ledger code % is in use', OLD.code USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$`,
  `CREATE TRIGGER kept BEFORE UPDATE OR DELETE ON ledger_codes FOR EACH ROW EXECUTE FUNCTION refuse_used_code()`,
];

/**
 * Whoever writes lines, their codes are in the chart and marked as used, in the same transaction. Only codes that are not are
 * written: an upsert of one that another transaction is writing would wait for it, and a batch's codes are in every batch.
 */
const codesInUse = [
  `CREATE FUNCTION keep_ledger_codes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger_codes AS mine (issuer_id, code, kind, in_use)
  SELECT issuer_id, ledger_code, min(CASE WHEN kind IN ('fee', 'discount') THEN kind ELSE 'revenue' END), true
  FROM (SELECT DISTINCT issuer_id, ledger_code, kind FROM added) used
  WHERE NOT EXISTS (SELECT FROM ledger_codes known WHERE known.issuer_id = used.issuer_id AND known.code = used.ledger_code AND known.in_use)
  GROUP BY issuer_id, ledger_code ORDER BY issuer_id, ledger_code
  ON CONFLICT (issuer_id, code) DO UPDATE SET in_use = true WHERE NOT mine.in_use;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER charted AFTER INSERT ON document_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_ledger_codes()`,
];

/** The journal by day: an entry is a document, a payment or a recognition, and finds its postings by its id. */
const journal = [
  `CREATE INDEX documents_booked ON documents (issuer_id, issued_on, id)`,
  `CREATE INDEX payments_booked ON payments (issuer_id, booked_on, id)`,
];

/**
 * Revenue of a term that isn't over (BIL-22): how much of a line was deferred, taken back by credit notes and recognised since.
 * It changes while the line doesn't, so locks are taken here.
 */
const deferrals = [
  `CREATE TABLE deferrals (
  document_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  deferred_minor bigint NOT NULL CHECK (deferred_minor > 0),
  taken_back_minor bigint NOT NULL DEFAULT 0 CHECK (taken_back_minor >= 0),
  recognised_minor bigint NOT NULL DEFAULT 0 CHECK (recognised_minor >= 0),
  remaining_minor bigint GENERATED ALWAYS AS (deferred_minor - taken_back_minor - recognised_minor) STORED,
  period_from date NOT NULL,
  period_to date NOT NULL,
  position smallint NOT NULL,
  currency char(3) NOT NULL,
  ledger_code text NOT NULL,
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id, position) REFERENCES document_lines,
  CONSTRAINT never_beyond_what_was_deferred CHECK (deferred_minor - taken_back_minor - recognised_minor >= 0),
  CONSTRAINT term_has_days CHECK (period_to >= period_from)
)`,
  `CREATE INDEX deferrals_remaining ON deferrals (issuer_id, document_id, position) WHERE remaining_minor > 0`,
];

/** Deferred revenue earned through a day: an entry of the journal, immutable, with how much of each line it recognised. */
const recognitions = [
  `CREATE TABLE recognitions (
  id uuid PRIMARY KEY,
  issuer_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  booked_on date NOT NULL, -- The last day of the month that it recognises.
  currency char(3) NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now()
)`,
  `CREATE INDEX recognitions_booked ON recognitions (issuer_id, booked_on, id)`,
  `CREATE TABLE recognition_lines (
  recognition_id uuid NOT NULL REFERENCES recognitions DEFERRABLE INITIALLY DEFERRED, -- Lines come first: the entry seals them.
  document_id uuid NOT NULL,
  issuer_id uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  position smallint NOT NULL,
  PRIMARY KEY (recognition_id, document_id, position),
  FOREIGN KEY (document_id, position) REFERENCES deferrals
)`,
  `CREATE INDEX recognition_lines_item ON recognition_lines (document_id, position)`,
  ...['recognitions', 'recognition_lines'].map(
    (table) =>
      `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
  ),
];

/** A recognition equals its postings and its lines, and nothing joins one that is sealed. An organization without any pays nothing for it. */
const sealedRecognitions = [
  `CREATE FUNCTION seal_recognitions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.id INTO bad FROM added a CROSS JOIN LATERAL (
    SELECT sum(amount_minor) AS total, sum(amount_minor) FILTER (WHERE account = 'deferred-revenue') AS deferred,
      sum(amount_minor) FILTER (WHERE account = 'revenue') AS revenue,
      bool_and(issuer_id = a.issuer_id AND currency = a.currency AND booked_on = a.booked_on) AS fits
    FROM postings WHERE entry_id = a.id) p CROSS JOIN LATERAL (
    SELECT sum(amount_minor) AS lines FROM recognition_lines WHERE recognition_id = a.id) l
  WHERE p.total IS DISTINCT FROM 0 OR p.deferred IS DISTINCT FROM a.amount_minor OR p.revenue IS DISTINCT FROM -a.amount_minor
    OR l.lines IS DISTINCT FROM a.amount_minor OR NOT p.fits LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'recognition % does not equal its postings and lines', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER sealed AFTER INSERT ON recognitions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION seal_recognitions()`,
  `CREATE FUNCTION check_recognition_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  IF NOT EXISTS (SELECT FROM recognitions) THEN RETURN NULL; END IF;
  SELECT id INTO bad FROM recognitions WHERE id IN (SELECT entry_id FROM added) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'entry % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER recognised AFTER INSERT ON postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_recognition_postings()`,
  `CREATE FUNCTION check_recognition_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT id INTO bad FROM recognitions WHERE id IN (SELECT recognition_id FROM added) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'recognition % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER sealed AFTER INSERT ON recognition_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_recognition_lines()`,
];

/** Codes of documents there are already. The owner sees lines only while row security is not forced. */
const backfill = [
  `ALTER TABLE document_lines NO FORCE ROW LEVEL SECURITY`,
  `INSERT INTO ledger_codes (issuer_id, code, kind, in_use)
   SELECT issuer_id, ledger_code, min(CASE WHEN kind IN ('fee', 'discount') THEN kind ELSE 'revenue' END), true
   FROM document_lines GROUP BY issuer_id, ledger_code`,
  `ALTER TABLE document_lines FORCE ROW LEVEL SECURITY`,
];

/** The reconciler knows which club is of which federation, and where its day ends. */
const reconciler = [
  `CREATE POLICY reconciling ON organizations FOR SELECT TO billing_reconciler USING (true)`,
  `GRANT SELECT ON organizations TO billing_reconciler`,
];

/** A chart of ledger codes, the journal by day, and deferred revenue. */
export class Migration006Accounts extends Migration {
  override up(): void {
    const tables = [...ledgerCodes, ...codesInUse, ...journal, ...deferrals, ...recognitions, ...sealedRecognitions];
    const tenancy = tenancyOf({
      ledger_codes: { may: ['INSERT', 'UPDATE', 'DELETE'], debtorReads: false },
      deferrals: { may: ['INSERT', 'UPDATE'], debtorReads: false },
      recognitions: { may: ['INSERT'], debtorReads: false },
      recognition_lines: { may: ['INSERT'], debtorReads: false },
    });
    for (const statement of [...tables, ...backfill, ...tenancy, ...reconciler]) this.addSql(statement);
  }
}
