import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PairRecord, PairState, PairSums, ReconciliationTotals } from '#contracts/billing/reconciliation';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { nothing, partOf } from '../domain/certificate.js';

/** Whose documents, of which days. */
export interface PairScope {
  readonly federationId: Uuid;
  readonly clubId: Uuid | null; // Null: all clubs.
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly state?: PairState;
  /** The last numbers of the federation's series that count. A series is committed in order, so what is below them stays as it is. */
  readonly upTo?: SeriesEnds;
}

export interface SeriesEnds {
  readonly invoice: number;
  readonly creditNote: number;
}

/** Where a list of pairs goes on: first all that have a corporate side, by day, then client sides alone, club by club. */
export type PairPlace = readonly [side: 'corporate' | 'client', clubId: Uuid, issuedOn: LocalDate, documentId: Uuid, saleId: Uuid];

const first = '00000000-0000-0000-0000-000000000000';
export const firstPlace: PairPlace = ['corporate', first, '0001-01-01', first, first];
const clientSides: PairPlace = ['client', first, '0001-01-01', first, first];

interface PairRow {
  readonly pair: PairRecord;
  readonly place: PairPlace;
}

/**
 * Both levels of a federation side by side. Read as the reconciler, because no organization reads both whole; so each query names
 * the federation, and the club that may see its own part alone.
 */
@Injectable()
export class ReconciliationPairs {
  /** Pairs from a place on, and where to go on; null at the end. */
  async page(
    em: EntityManager,
    scope: PairScope,
    after: PairPlace,
    limit: number,
  ): Promise<{ pairs: PairRecord[]; next: PairPlace | null }> {
    const rows = after[0] === 'corporate' ? await this.corporateRows(em, scope, after, limit + 1) : [];
    if (rows.length <= limit) {
      const from = after[0] === 'client' ? after : clientSides;
      rows.push(...(await this.clientRows(em, scope, from, limit + 1 - rows.length)));
    }
    const shown = rows.slice(0, limit);
    return { pairs: shown.map((row) => row.pair), next: rows.length > limit ? (shown.at(-1)?.place ?? null) : null };
  }

  /** Sums of the whole scope, by currency. */
  async totals(em: EntityManager, scope: PairScope): Promise<ReconciliationTotals[]> {
    const { federationId, from, to, clubId, upTo } = scope;
    const values = [federationId, from, to, clubId, upTo?.invoice ?? null, upTo?.creditNote ?? null];
    const sums = await query<SumRow>(em, totalsOf, values);
    const totals = new Map<string, ReconciliationTotals>();
    for (const { currency, kind, state, ...sum } of sums) {
      const earlier = totals.get(currency) ?? nothing(currency);
      const part = partOf({ kind, state });
      totals.set(currency, { ...earlier, [part]: plus(earlier[part], sum) });
    }
    return [...totals.values()];
  }

  /** What the federation has issued by now. */
  async ends(em: EntityManager, federationId: Uuid): Promise<SeriesEnds> {
    const rows = await query<{ kind: string; last: number }>(
      em,
      `SELECT kind, max(number) AS last FROM documents WHERE issuer_id = $1 GROUP BY kind`,
      [federationId],
    );
    const last = (kind: string): number => rows.find((row) => row.kind === kind)?.last ?? 0;
    return { invoice: last('invoice'), creditNote: last('credit-note') };
  }

  private corporateRows(em: EntityManager, scope: PairScope, [, , ...place]: PairPlace, limit: number): Promise<PairRow[]> {
    const { federationId, from, to, clubId, upTo, state } = scope;
    const ends = [upTo?.invoice ?? null, upTo?.creditNote ?? null];
    return query(em, corporatePage, [federationId, from, to, clubId, ...ends, ...place, state ?? null, limit]);
  }

  private clientRows(em: EntityManager, scope: PairScope, [, ...place]: PairPlace, limit: number): Promise<PairRow[]> {
    const { federationId, from, to, clubId, state } = scope;
    return query(em, clientPage, [federationId, from, to, clubId, ...place, state ?? null, limit]);
  }
}

interface SumRow extends PairSums {
  readonly currency: string;
  readonly kind: PairRecord['kind'];
  readonly state: PairState;
}

const plus = (a: PairSums, b: PairSums): PairSums => ({
  count: a.count + b.count,
  client: sides(a.client, b.client),
  corporate: sides(a.corporate, b.corporate),
  marginMinor: a.marginMinor + b.marginMinor,
});

const sides = (a: PairSums['client'], b: PairSums['client']): PairSums['client'] => ({
  netMinor: a.netMinor + b.netMinor,
  taxMinor: a.taxMinor + b.taxMinor,
  totalMinor: a.totalMinor + b.totalMinor,
});

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

/** What was recorded about the level above (MEM-20). A correction or a write-off is a decision about its own level, and says so itself. */
const decidedAs = (how: string): string => `EXISTS (SELECT FROM upstream_credits u WHERE ${how})`;

/** The corporate side of each sale's credit, beside the client's by the same operation. */
const creditPairs = (documents: string): string => `
  SELECT d.issued_on, d.id AS document_id, l.sale_id, d.kind, d.reason, d.debtor_id AS club_id, d.operation_id, l.person_id, d.currency,
    d.id AS corporate_id, d.issued_on AS corporate_on, l.net AS corporate_net, l.tax AS corporate_tax, l.total AS corporate_total,
    c.id AS client_id, c.issued_on AS client_on, c.net AS client_net, c.tax AS client_tax, c.total AS client_total,
    CASE WHEN d.reason = 'cancellation' AND NOT ${decidedAs('u.cancellation_id = d.operation_id AND u.credited_minor = -l.total')} THEN 'unmatched'
      WHEN c.id IS NULL THEN CASE WHEN d.reason IN ('correction', 'bad-debt', 'cancellation') THEN 'decided' ELSE 'unmatched' END
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
      OR (d.reason = 'cancellation' AND ${decidedAs('u.cancellation_id = d.operation_id AND u.sale_id = l.sale_id AND u.credited_minor = 0')})
      THEN 'decided' ELSE 'unmatched' END AS state
  FROM documents d CROSS JOIN LATERAL (
    SELECT sale_id, min(person_id::text)::uuid AS person_id, sum(net_minor) AS net, sum(tax_minor) AS tax, sum(total_minor) AS total
    FROM document_lines WHERE document_id = d.id AND sale_id IS NOT NULL AND credits_document_id IS NOT NULL GROUP BY sale_id) l
  WHERE ${ofClub} AND d.kind = 'credit-note' AND ${resold}
    AND NOT EXISTS (SELECT FROM document_lines t JOIN documents td ON td.id = t.document_id
      WHERE t.sale_id = l.sale_id AND t.level = 'corporate' AND t.sale_id IS NOT NULL AND t.credits_document_id IS NOT NULL AND ${sameCause('td', 'd')})`;

const side = (
  name: string,
): string => `CASE WHEN ${name}_id IS NOT NULL THEN json_build_object('documentId', ${name}_id, 'issuedOn', ${name}_on,
    'netMinor', ${name}_net, 'taxMinor', ${name}_tax, 'totalMinor', ${name}_total) END`;

const margin = `coalesce(client_net, 0) - coalesce(corporate_net, 0)`;

const pair = `json_build_object('kind', kind, 'state', state, 'reason', reason, 'clubId', club_id, 'saleId', sale_id, 'operationId', operation_id,
  'personId', person_id, 'currency', currency, 'client', ${side('client')}, 'corporate', ${side('corporate')}, 'marginMinor', ${margin}) AS pair`;

/** $7 day, $8 document and $9 sale of the place, $10 state, $11 limit. */
const corporatePage = `
  WITH chosen AS MATERIALIZED (
    SELECT d.* FROM documents d CROSS JOIN LATERAL ( -- One by one along the journal's index: joined as a set, all of them would be sorted.
      SELECT FROM document_lines l WHERE l.document_id = d.id AND l.sale_id IS NOT NULL
        AND (d.issued_on, d.id, l.sale_id) > ($7::date, $8::uuid, $9::uuid) LIMIT 1) a_sale
    WHERE ${ofFederation} AND (d.issued_on, d.id) >= (greatest($2::date, $7::date), $8::uuid) -- Alone: a second bound would be where the scan begins.
    ORDER BY d.issued_on, d.id LIMIT CASE WHEN $10::text IS NULL THEN $11::bigint END)
  SELECT ${pair}, json_build_array('corporate', club_id, issued_on, document_id, sale_id) AS place
  FROM (${invoicePairs('chosen')} UNION ALL ${creditPairs('chosen')}) pairs
  WHERE (issued_on, document_id, sale_id) > ($7::date, $8::uuid, $9::uuid) AND ($10::text IS NULL OR state = $10)
  ORDER BY issued_on, document_id, sale_id LIMIT $11`;

/** $5 club, $6 day, $7 document and $8 sale of the place, $9 state, $10 limit. */
const clientPage = `
  SELECT ${pair}, json_build_array('client', club_id, issued_on, document_id, sale_id) AS place
  FROM ${clubs} CROSS JOIN LATERAL (
    SELECT * FROM (${clientAlone}) each
    WHERE (club_id, issued_on, document_id, sale_id) > ($5::uuid, $6::date, $7::uuid, $8::uuid) AND ($9::text IS NULL OR state = $9)
    ORDER BY issued_on, document_id, sale_id LIMIT $10) alone
  WHERE club.id >= $5
  ORDER BY club_id, issued_on, document_id, sale_id LIMIT $10`;

const sums = (name: string): string =>
  `json_build_object('netMinor', coalesce(sum(${name}_net), 0), 'taxMinor', coalesce(sum(${name}_tax), 0), 'totalMinor', coalesce(sum(${name}_total), 0)) AS ${name}`;

const totalsOf = `
  WITH chosen AS (SELECT d.* FROM documents d WHERE ${ofFederation} AND d.issued_on >= $2)
  SELECT currency, kind, state, count(*) AS count, ${sums('client')}, ${sums('corporate')}, sum(${margin})::bigint AS "marginMinor"
  FROM (${invoicePairs('chosen')} UNION ALL ${creditPairs('chosen')}
    UNION ALL SELECT alone.* FROM ${clubs} CROSS JOIN LATERAL (${clientAlone}) alone) pairs
  GROUP BY currency, kind, state ORDER BY currency, kind, state`;
