import { Migration } from '@mikro-orm/migrations';

/*
 * What a batch of documents is checked for is asked once a statement. A foreign key asks row by row, which for a batch costs more
 * than writing it; where rows that are pointed to are never deleted and never get another id, one join says the same.
 */

/** Lookups by key, whatever the planner thinks of tables that are young: it would read them whole, again for every batch. */
const byKey = ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'material'].map((way) => `SET enable_${way} = off`).join(' ');

const checks = [
  `CREATE OR REPLACE FUNCTION check_postings() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT entry_id INTO bad FROM added GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the postings of entry % do not sum to zero', bad USING ERRCODE = 'check_violation'; END IF;
  SELECT a.entry_id INTO bad FROM (SELECT DISTINCT entry_id FROM added) a
    CROSS JOIN LATERAL (SELECT FROM documents WHERE id = a.entry_id UNION ALL SELECT FROM payments WHERE id = a.entry_id) sealed LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'entry % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,

  `CREATE OR REPLACE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT d.id INTO bad FROM (SELECT DISTINCT document_id FROM added) a JOIN documents d ON d.id = a.document_id LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,

  // In place of the foreign key of open items.
  `CREATE FUNCTION check_open_items() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.document_id INTO bad FROM added a LEFT JOIN document_lines l ON l.document_id = a.document_id AND l.position = a.position
  WHERE l.document_id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'an open item of document % is of no line', bad USING ERRCODE = 'foreign_key_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER of_a_line AFTER INSERT ON open_items REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION check_open_items()`,
  `ALTER TABLE open_items DROP CONSTRAINT open_items_document_id_position_fkey`,

  // A document equals its lines and its postings, takes the next numbers of its series, and is of an account and a party that exist.
  `CREATE OR REPLACE FUNCTION seal_documents() RETURNS trigger LANGUAGE plpgsql ${byKey} AS $$
DECLARE
  bad uuid;
  taken record;
BEGIN
  SELECT a.id INTO bad FROM added a
    LEFT JOIN billing_accounts b ON b.id = a.billing_account_id
    LEFT JOIN party_snapshots p ON p.id = a.party_id
  WHERE b.id IS NULL OR p.id IS NULL LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % is of no account or no party', bad USING ERRCODE = 'foreign_key_violation'; END IF;

  SELECT a.id INTO bad FROM added a LEFT JOIN document_lines l ON l.document_id = a.id
  GROUP BY a.id, a.net_minor, a.tax_minor
  HAVING count(l.document_id) = 0 OR sum(l.net_minor) <> a.net_minor OR sum(l.tax_minor) <> a.tax_minor
    OR NOT bool_and(l.issuer_id = a.issuer_id AND l.debtor_id IS NOT DISTINCT FROM a.debtor_id AND l.level = a.level) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % does not equal its lines', bad USING ERRCODE = 'check_violation'; END IF;

  -- That they sum to zero was seen when they were inserted: each statement's do.
  SELECT a.id INTO bad FROM added a LEFT JOIN postings p ON p.entry_id = a.id
  GROUP BY a.id, a.total_minor, a.tax_minor
  HAVING sum(p.amount_minor) FILTER (WHERE p.account = 'receivable') IS DISTINCT FROM a.total_minor
    OR coalesce(sum(p.amount_minor) FILTER (WHERE p.account = 'tax-payable'), 0) <> -a.tax_minor
    OR NOT bool_and(p.issuer_id = a.issuer_id AND p.currency = a.currency) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % does not equal its postings', bad USING ERRCODE = 'check_violation'; END IF;

  FOR taken IN SELECT issuer_id, kind, count(*) AS many, min(number) AS low, max(number) AS high FROM added GROUP BY issuer_id, kind LOOP
    IF taken.high - taken.low + 1 <> taken.many
      OR NOT EXISTS (SELECT FROM number_series
        WHERE issuer_id = taken.issuer_id AND kind = taken.kind AND last_number = taken.high)
      OR (taken.low > 1 AND NOT EXISTS (SELECT FROM documents
        WHERE issuer_id = taken.issuer_id AND kind = taken.kind AND number = taken.low - 1))
    THEN RAISE EXCEPTION 'the numbers of issuer % have a gap', taken.issuer_id USING ERRCODE = 'check_violation'; END IF;
  END LOOP;
  RETURN NULL;
END $$`,
  `ALTER TABLE documents DROP CONSTRAINT documents_billing_account_id_fkey, DROP CONSTRAINT documents_party_id_fkey`,
];

/** What the joins above rest on: accounts and parties stay, under their ids, for everybody. What a party says may still be erased. */
const kept = [
  `CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% stay: documents name them', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$`,
  ...['billing_accounts', 'party_snapshots'].map(
    (table) =>
      `CREATE TRIGGER kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
  ),
  `CREATE TRIGGER kept BEFORE UPDATE OF document_id, position ON open_items FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal()`,
];

/** The same guarantees as before, asked by the set. */
export class Migration007ChecksBySet extends Migration {
  override up(): void {
    for (const statement of [...checks, ...kept]) this.addSql(statement);
  }
}
