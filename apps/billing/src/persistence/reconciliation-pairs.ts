import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { PairRecord, PairSide, PairState, PairSums, ReconciliationTotals } from '#contracts/billing/reconciliation';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { nothing, partOf } from '../domain/certificate.js';
import { clientPage, corporatePage, corporateStretch, lastOfStretch, totalsOf } from './reconciliation.sql.js';

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
const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
export const firstPlace: PairPlace = ['corporate', first, '0001-01-01', first, first];
const clientSides: PairPlace = ['client', first, '0001-01-01', first, first];

/** A pair as the database writes it: in order, because names would be half of what it has to write. */
type PairColumns = readonly [
  kind: PairRecord['kind'],
  state: PairState,
  reason: string | null,
  clubId: Uuid,
  saleId: Uuid,
  operationId: Uuid | null,
  personId: Uuid | null,
  currency: string,
  ...client: SideColumns,
  ...corporate: SideColumns,
];

type SideColumns = readonly [documentId: Uuid | null, issuedOn: LocalDate, netMinor: number, taxMinor: number, totalMinor: number];

export interface PairPage {
  readonly pairs: PairRecord[];
  readonly next: PairPlace | null; // Null at the end.
}

/**
 * Both levels of a federation side by side. Read as the reconciler, because no organization reads both whole; so each query names
 * the federation, and the club that may see its own part alone.
 */
@Injectable()
export class ReconciliationPairs {
  /** Pairs from a place on, as many as asked for while there are any, and where to go on. */
  async page(em: EntityManager, scope: PairScope, after: PairPlace, limit: number): Promise<PairPage> {
    const pairs = after[0] === 'corporate' ? await this.corporatePairs(em, corporatePage, scope, after, limit + 1) : [];
    if (pairs.length <= limit) {
      const from = after[0] === 'client' ? after : clientSides;
      pairs.push(...(await this.clientPairs(em, scope, from, limit + 1 - pairs.length)));
    }
    return pageOf(pairs, limit);
  }

  /**
   * The next pairs of a walk through all of them: those of so many documents, at most as many. Cheaper than a page, which looks at
   * each document twice so as to be full; this one may be empty without being the last.
   */
  async stretch(em: EntityManager, scope: PairScope, after: PairPlace, limit: number): Promise<PairPage> {
    if (after[0] === 'client') return pageOf(await this.clientPairs(em, scope, after, limit + 1), limit);
    const pairs = await this.corporatePairs(em, corporateStretch, scope, after, limit + 1);
    if (pairs.length > limit) return pageOf(pairs, limit);
    const end = await this.endOfStretch(em, scope, after, limit + 1);
    return { pairs, next: end ?? clientSides };
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

  private async corporatePairs(em: EntityManager, sql: string, scope: PairScope, place: PairPlace, limit: number): Promise<PairRecord[]> {
    return (await query<{ pair: PairColumns }>(em, sql, [...corporateValues(scope, place), limit])).map(recordOf);
  }

  /** The last document of a stretch; none: the documents end before it does. */
  private async endOfStretch(em: EntityManager, scope: PairScope, place: PairPlace, limit: number): Promise<PairPlace | undefined> {
    const values = [...corporateValues(scope, place), limit];
    const [end] = await query<{ clubId: Uuid; issuedOn: LocalDate; id: Uuid }>(em, lastOfStretch, values);
    return end && ['corporate', end.clubId, end.issuedOn, end.id, last];
  }

  private async clientPairs(em: EntityManager, scope: PairScope, [, ...place]: PairPlace, limit: number): Promise<PairRecord[]> {
    const { federationId, from, to, clubId, state } = scope;
    return (await query<{ pair: PairColumns }>(em, clientPage, [federationId, from, to, clubId, ...place, state ?? null, limit])).map(
      recordOf,
    );
  }
}

function corporateValues({ federationId, from, to, clubId, upTo, state }: PairScope, [, , ...place]: PairPlace): unknown[] {
  return [federationId, from, to, clubId, upTo?.invoice ?? null, upTo?.creditNote ?? null, ...place, state ?? null];
}

function pageOf(pairs: PairRecord[], limit: number): PairPage {
  const shown = pairs.slice(0, limit);
  const end = pairs.length > limit ? shown.at(-1) : undefined;
  return { pairs: shown, next: end ? placeOf(end) : null };
}

function placeOf({ clubId, saleId, client, corporate }: PairRecord): PairPlace {
  const deciding = corporate ?? client;
  return [corporate ? 'corporate' : 'client', clubId, deciding?.issuedOn ?? '', deciding?.documentId ?? '', saleId];
}

function recordOf({ pair }: { pair: PairColumns }): PairRecord {
  const [kind, state, reason, clubId, saleId, operationId, personId, currency, ...sides] = pair;
  const [clientId, clientOn, clientNet, clientTax, clientTotal, corporateId, corporateOn, corporateNet, corporateTax, corporateTotal] =
    sides;
  const client = sideOf(clientId, clientOn, clientNet, clientTax, clientTotal);
  const corporate = sideOf(corporateId, corporateOn, corporateNet, corporateTax, corporateTotal);
  const marginMinor = (client?.netMinor ?? 0) - (corporate?.netMinor ?? 0);
  return { kind, state, reason, clubId, saleId, operationId, personId, currency, client, corporate, marginMinor };
}

const sideOf = (...[documentId, issuedOn, netMinor, taxMinor, totalMinor]: SideColumns): PairSide | null =>
  documentId === null ? null : { documentId, issuedOn, netMinor, taxMinor, totalMinor };

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
