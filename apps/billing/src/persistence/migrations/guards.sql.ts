/*
 * What the database refuses, whoever asks. Lines and postings are inserted first and the document last: its insert seals them.
 * The checks are statement triggers over transition tables, one query for a whole batch; `LATERAL` keeps each a lookup by key.
 */

/** Documents, lines, postings and payments are corrected by new ones (BIL-4). */
const immutable = [
  `CREATE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are immutable: correct them by a new document', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$`,
  ...['documents', 'document_lines', 'postings', 'payments'].map(
    (table) =>
      `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
  ),
];

/** Each entry's postings sum to zero in each currency, and nothing is posted to an entry that is sealed. */
const balancedPostings = [
  `CREATE FUNCTION check_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT entry_id INTO bad FROM added GROUP BY entry_id, currency HAVING sum(amount_minor) <> 0 LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the postings of entry % do not sum to zero', bad USING ERRCODE = 'check_violation'; END IF;
  SELECT a.entry_id INTO bad FROM (SELECT DISTINCT entry_id FROM added) a
    CROSS JOIN LATERAL (SELECT FROM documents WHERE id = a.entry_id UNION ALL SELECT FROM payments WHERE id = a.entry_id) sealed LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'entry % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER balanced AFTER INSERT ON postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_postings()`,
];

/** No line joins a document that was issued already. */
const sealedLines = [
  `CREATE FUNCTION check_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.document_id INTO bad FROM (SELECT DISTINCT document_id FROM added) a
    CROSS JOIN LATERAL (SELECT FROM documents WHERE id = a.document_id) sealed LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % is sealed', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER sealed AFTER INSERT ON document_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION check_lines()`,
];

/** A document equals its lines and its postings, and takes the next numbers of its series. */
const sealedDocuments = [
  `CREATE FUNCTION seal_documents() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.id INTO bad FROM added a CROSS JOIN LATERAL (
    SELECT count(*) AS lines, sum(net_minor) AS net, sum(tax_minor) AS tax,
      bool_and(issuer_id = a.issuer_id AND debtor_id IS NOT DISTINCT FROM a.debtor_id AND level = a.level) AS fits
    FROM document_lines WHERE document_id = a.id) l
  WHERE l.lines = 0 OR l.net <> a.net_minor OR l.tax <> a.tax_minor OR NOT l.fits LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % does not equal its lines', bad USING ERRCODE = 'check_violation'; END IF;

  SELECT a.id INTO bad FROM added a CROSS JOIN LATERAL (
    SELECT count(*) AS postings, sum(amount_minor) AS total,
      sum(amount_minor) FILTER (WHERE account = 'receivable') AS receivable,
      coalesce(sum(amount_minor) FILTER (WHERE account = 'tax-payable'), 0) AS tax,
      bool_and(issuer_id = a.issuer_id AND currency = a.currency) AS fits
    FROM postings WHERE entry_id = a.id) p
  WHERE p.postings = 0 OR p.total <> 0 OR p.receivable IS DISTINCT FROM a.total_minor OR p.tax <> -a.tax_minor OR NOT p.fits LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'document % does not equal its postings', bad USING ERRCODE = 'check_violation'; END IF;

  SELECT taken.issuer_id INTO bad FROM (
    SELECT issuer_id, kind, count(*) AS many, min(number) AS low, max(number) AS high FROM added GROUP BY issuer_id, kind) taken
  LEFT JOIN number_series series ON series.issuer_id = taken.issuer_id AND series.kind = taken.kind
  WHERE series.last_number IS DISTINCT FROM taken.high OR taken.high - taken.low + 1 <> taken.many
    OR (taken.low > 1 AND NOT EXISTS (
      SELECT FROM documents d WHERE d.issuer_id = taken.issuer_id AND d.kind = taken.kind AND d.number = taken.low - 1)) LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'the numbers of issuer % have a gap', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER sealed AFTER INSERT ON documents REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION seal_documents()`,
];

/** A payment equals its postings: what it takes off the receivable is its amount. */
const sealedPayments = [
  `CREATE FUNCTION seal_payments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.id INTO bad FROM added a CROSS JOIN LATERAL (
    SELECT sum(amount_minor) AS total, sum(amount_minor) FILTER (WHERE account = 'receivable') AS receivable,
      bool_and(issuer_id = a.issuer_id AND currency = a.currency) AS fits
    FROM postings WHERE entry_id = a.id) p
  WHERE p.total IS DISTINCT FROM 0 OR NOT p.fits
    OR p.receivable IS DISTINCT FROM CASE a.kind WHEN 'payment' THEN -a.amount_minor ELSE a.amount_minor END LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'payment % does not equal its postings', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  `CREATE TRIGGER sealed AFTER INSERT ON payments REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION seal_payments()`,
];

/** No payment is matched beyond its amount, and no item beyond what it says is settled (BIL-10). */
const boundedAllocations = [
  `CREATE FUNCTION check_allocations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad uuid;
BEGIN
  SELECT a.payment_id INTO bad FROM (SELECT DISTINCT payment_id FROM added) a
    JOIN payments p ON p.id = a.payment_id
    CROSS JOIN LATERAL (SELECT sum(amount_minor) AS matched FROM allocations WHERE payment_id = a.payment_id) m
  WHERE m.matched > p.amount_minor LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'payment % is matched beyond its amount', bad USING ERRCODE = 'check_violation'; END IF;
  SELECT a.document_id INTO bad FROM (SELECT DISTINCT document_id, position FROM added) a
    JOIN open_items i ON i.document_id = a.document_id AND i.position = a.position
    CROSS JOIN LATERAL (
      SELECT sum(amount_minor) AS matched FROM allocations WHERE document_id = a.document_id AND position = a.position) m
  WHERE m.matched > i.settled_minor LIMIT 1;
  IF FOUND THEN RAISE EXCEPTION 'an item of document % is matched beyond what is settled', bad USING ERRCODE = 'check_violation'; END IF;
  RETURN NULL;
END $$`,
  ...['INSERT', 'UPDATE'].map(
    (event) =>
      `CREATE TRIGGER bounded_${event.toLowerCase()} AFTER ${event} ON allocations REFERENCING NEW TABLE AS added
       FOR EACH STATEMENT EXECUTE FUNCTION check_allocations()`,
  ),
];

export const guards: readonly string[] = [
  ...immutable,
  ...balancedPostings,
  ...sealedLines,
  ...sealedDocuments,
  ...sealedPayments,
  ...boundedAllocations,
];
