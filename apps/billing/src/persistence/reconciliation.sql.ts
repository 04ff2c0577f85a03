/*
 * What the books of both levels say of each sale, side by side: one invoice or one credit at each, and whether they agree with each
 * other and with what was decided.
 */

/** $1 federation, $2 and $3 days, $4 club, $5 and $6 ends of series. */
const ofFederation = `d.issuer_id = $1 AND d.level = 'corporate' AND d.issued_on <= $3 AND ($4::uuid IS NULL OR d.debtor_id = $4)
  AND ($5::bigint IS NULL OR d.number <= CASE d.kind WHEN 'invoice' THEN $5::bigint ELSE $6::bigint END)`;

/** The corporate side of each sale's invoice, beside the client's: one line at each level. */
const invoicePairs = (documents: string): string => `
  SELECT d.issued_on, d.id AS document_id, l.sale_id, d.kind, d.reason, d.debtor_id AS club_id, d.operation_id, l.person_id, d.currency,
    d.id AS corporate_id, d.issued_on AS corporate_on, l.net_minor AS corporate_net, l.tax_minor AS corporate_tax, l.total_minor AS corporate_total,
    cd.id AS client_id, cd.issued_on AS client_on, c.net_minor AS client_net, c.tax_minor AS client_tax, c.total_minor AS client_total,
    CASE WHEN cd.issuer_id = d.debtor_id AND cd.currency = d.currency
      AND (c.person_id, c.period_from, c.period_to) IS NOT DISTINCT FROM (l.person_id, l.period_from, l.period_to)
      THEN 'paired' ELSE 'unmatched' END AS state
  FROM ${documents} d
  JOIN document_lines l ON l.document_id = d.id AND l.sale_id IS NOT NULL AND l.credits_document_id IS NULL
  LEFT JOIN document_lines c ON c.sale_id = l.sale_id AND c.level = 'client' AND c.sale_id IS NOT NULL AND c.credits_document_id IS NULL
  LEFT JOIN documents cd ON cd.id = c.document_id
  WHERE d.kind = 'invoice'`;

const sameCause = (a: string, b: string): string =>
  `(${a}.operation_id, ${a}.import_id, ${a}.import_row) IS NOT DISTINCT FROM (${b}.operation_id, ${b}.import_id, ${b}.import_row)`;

/**
 * What was recorded of a cancellation (invariant 2): about the line that somebody cancelled, how much of it is credited (BIL-15), and
 * about the level above that, what it is credited (MEM-20). A correction or a write-off is a decision about its own level, and says so.
 */
const cancelled = (issuer: string, operation: string, sale: string, credited: string): string =>
  `EXISTS (SELECT FROM cancellations k WHERE k.id = ${operation} AND k.issuer_id = ${issuer} AND k.sale_id = ${sale} AND k.credited_minor = ${credited})`;
const mirrored = (operation: string, sale: string, credited: string): string =>
  `EXISTS (SELECT FROM upstream_credits u WHERE u.cancellation_id = ${operation} AND u.sale_id = ${sale} AND u.credited_minor = ${credited})`;

/** The corporate side of each sale's credit, beside the client's by the same operation. */
const creditPairs = (documents: string): string => `
  SELECT d.issued_on, d.id AS document_id, l.sale_id, d.kind, d.reason, d.debtor_id AS club_id, d.operation_id, l.person_id, d.currency,
    d.id AS corporate_id, d.issued_on AS corporate_on, l.net AS corporate_net, l.tax AS corporate_tax, l.total AS corporate_total,
    c.id AS client_id, c.issued_on AS client_on, c.net AS client_net, c.tax AS client_tax, c.total AS client_total,
    CASE WHEN c.id IS NULL THEN CASE WHEN d.reason IN ('correction', 'bad-debt')
        OR (d.reason = 'cancellation' AND ${cancelled('d.issuer_id', 'd.operation_id', 'l.sale_id', '-l.total')}) THEN 'decided' ELSE 'unmatched' END
      WHEN d.reason = 'cancellation' AND NOT (${mirrored('d.operation_id', 'l.sale_id', '-l.total')}
        AND ${cancelled('c.issuer_id', 'd.operation_id', 'l.sale_id', '-c.total')}) THEN 'unmatched'
      WHEN c.many = 1 AND c.issuer_id = d.debtor_id AND c.currency = d.currency AND c.person_id IS NOT DISTINCT FROM l.person_id
      THEN 'paired' ELSE 'unmatched' END AS state
  FROM ${documents} d CROSS JOIN LATERAL (
    SELECT sale_id, min(person_id::text)::uuid AS person_id, sum(net_minor) AS net, sum(tax_minor) AS tax, sum(total_minor) AS total
    FROM document_lines WHERE document_id = d.id AND sale_id IS NOT NULL AND credits_document_id IS NOT NULL GROUP BY sale_id) l
  LEFT JOIN LATERAL (
    SELECT min(cd.id::text)::uuid AS id, min(cd.issued_on) AS issued_on, min(cd.issuer_id::text)::uuid AS issuer_id, min(cd.currency) AS currency,
      min(cl.person_id::text)::uuid AS person_id, count(DISTINCT cd.id) AS many,
      sum(cl.net_minor) AS net, sum(cl.tax_minor) AS tax, sum(cl.total_minor) AS total
    FROM document_lines cl JOIN documents cd ON cd.id = cl.document_id
    WHERE cl.sale_id = l.sale_id AND cl.level = 'client' AND cl.sale_id IS NOT NULL AND cl.credits_document_id IS NOT NULL AND ${sameCause('cd', 'd')}
    HAVING count(*) > 0) c ON true
  WHERE d.kind = 'credit-note'`;

/** Client sides that have no corporate one, of the federation's clubs. */
const clubs = `(SELECT id FROM organizations WHERE (record ->> 'federationId')::uuid = $1 AND id <> $1 AND ($4::uuid IS NULL OR id = $4)) club`;

const clientColumns = (net: string, tax: string, total: string): string => `
    d.issued_on, d.id AS document_id, l.sale_id, d.kind, d.reason, d.issuer_id AS club_id, d.operation_id, l.person_id, d.currency,
    NULL::uuid AS corporate_id, NULL::date AS corporate_on, NULL::bigint AS corporate_net, NULL::bigint AS corporate_tax, NULL::bigint AS corporate_total,
    d.id AS client_id, d.issued_on AS client_on, ${net} AS client_net, ${tax} AS client_tax, ${total} AS client_total`;

const ofClub = `d.issuer_id = club.id AND d.level = 'client' AND d.issued_on BETWEEN $2 AND $3`;
const resold = `NOT EXISTS (SELECT FROM own_sales o WHERE o.sale_id = l.sale_id)`;

const clientAlone = `
  SELECT ${clientColumns('l.net_minor', 'l.tax_minor', 'l.total_minor')}, 'unmatched' AS state
  FROM documents d JOIN document_lines l ON l.document_id = d.id AND l.sale_id IS NOT NULL AND l.credits_document_id IS NULL
  WHERE ${ofClub} AND d.kind = 'invoice' AND ${resold}
    AND NOT EXISTS (SELECT FROM document_lines t
      WHERE t.sale_id = l.sale_id AND t.level = 'corporate' AND t.sale_id IS NOT NULL AND t.credits_document_id IS NULL)
  UNION ALL
  SELECT ${clientColumns('l.net', 'l.tax', 'l.total')},
    CASE WHEN d.reason IN ('correction', 'bad-debt')
      OR (d.reason = 'cancellation' AND ${mirrored('d.operation_id', 'l.sale_id', '0')}
        AND ${cancelled('d.issuer_id', 'd.operation_id', 'l.sale_id', '-l.total')})
      THEN 'decided' ELSE 'unmatched' END AS state
  FROM documents d CROSS JOIN LATERAL (
    SELECT sale_id, min(person_id::text)::uuid AS person_id, sum(net_minor) AS net, sum(tax_minor) AS tax, sum(total_minor) AS total
    FROM document_lines WHERE document_id = d.id AND sale_id IS NOT NULL AND credits_document_id IS NOT NULL GROUP BY sale_id) l
  WHERE ${ofClub} AND d.kind = 'credit-note' AND ${resold}
    AND NOT EXISTS (SELECT FROM document_lines t JOIN documents td ON td.id = t.document_id
      WHERE t.sale_id = l.sale_id AND t.level = 'corporate' AND t.sale_id IS NOT NULL AND t.credits_document_id IS NOT NULL AND ${sameCause('td', 'd')})`;

const side = (name: string): string => `${name}_id, ${name}_on, ${name}_net, ${name}_tax, ${name}_total`;
const margin = `coalesce(client_net, 0) - coalesce(corporate_net, 0)`;
const pair = `json_build_array(kind, state, reason, club_id, sale_id, operation_id, person_id, currency, ${side('client')}, ${side('corporate')}) AS pair`;

/** Alone: a second bound would be where the scan begins. */
const fromPlace = `(d.issued_on, d.id) >= (greatest($2::date, $7::date), $8::uuid)`;

/** $7 day, $8 document and $9 sale of the place, $10 state, $11 limit. */
const corporateOf = (chosen: string): string => `
  WITH chosen AS MATERIALIZED (${chosen})
  SELECT ${pair} FROM (${invoicePairs('chosen')} UNION ALL ${creditPairs('chosen')}) pairs
  WHERE (issued_on, document_id, sale_id) > ($7::date, $8::uuid, $9::uuid) AND ($10::text IS NULL OR state = $10)
  ORDER BY issued_on, document_id, sale_id LIMIT $11`;

export const corporatePage = corporateOf(`
  SELECT d.* FROM documents d CROSS JOIN LATERAL ( -- One by one along the journal's index: joined as a set, all of them would be sorted.
    SELECT FROM document_lines l WHERE l.document_id = d.id AND l.sale_id IS NOT NULL
      AND (d.issued_on, d.id, l.sale_id) > ($7::date, $8::uuid, $9::uuid) LIMIT 1) a_sale
  WHERE ${ofFederation} AND ${fromPlace}
  ORDER BY d.issued_on, d.id LIMIT CASE WHEN $10::text IS NULL THEN $11::bigint END`);

const stretched = (limit: string): string =>
  `SELECT d.* FROM documents d WHERE ${ofFederation} AND ${fromPlace} ORDER BY d.issued_on, d.id ${limit}`;

export const corporateStretch = corporateOf(stretched('LIMIT $11'));

export const lastOfStretch = `SELECT debtor_id AS "clubId", issued_on AS "issuedOn", id FROM (${stretched('OFFSET $11 - 1 LIMIT 1')}) d
  WHERE $9::uuid IS NOT NULL AND $10::text IS NULL`;

/** $5 club, $6 day, $7 document and $8 sale of the place, $9 state, $10 limit. */
export const clientPage = `
  SELECT ${pair}
  FROM ${clubs} CROSS JOIN LATERAL (
    SELECT * FROM (${clientAlone}) each
    WHERE (club_id, issued_on, document_id, sale_id) > ($5::uuid, $6::date, $7::uuid, $8::uuid) AND ($9::text IS NULL OR state = $9)
    ORDER BY issued_on, document_id, sale_id LIMIT $10) alone
  WHERE club.id >= $5
  ORDER BY club_id, issued_on, document_id, sale_id LIMIT $10`;

const sums = (name: string): string =>
  `json_build_object('netMinor', coalesce(sum(${name}_net), 0), 'taxMinor', coalesce(sum(${name}_tax), 0), 'totalMinor', coalesce(sum(${name}_total), 0)) AS ${name}`;

export const totalsOf = `
  WITH chosen AS (SELECT d.* FROM documents d WHERE ${ofFederation} AND d.issued_on >= $2)
  SELECT currency, kind, state, count(*) AS count, ${sums('client')}, ${sums('corporate')}, sum(${margin})::bigint AS "marginMinor"
  FROM (${invoicePairs('chosen')} UNION ALL ${creditPairs('chosen')}
    UNION ALL SELECT alone.* FROM ${clubs} CROSS JOIN LATERAL (${clientAlone}) alone) pairs
  GROUP BY currency, kind, state ORDER BY currency, kind, state`;
