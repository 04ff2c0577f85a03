import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { DocumentKind } from '../domain/plan.js';

/** Numbers that are this transaction's to give away, of each issuer's series the next ones. */
export class TakenNumbers {
  private readonly next: Map<string, number>;

  constructor(firsts: Iterable<readonly [series: string, first: number]>) {
    this.next = new Map(firsts);
  }

  /** The next one of a series; the first call gives the first. */
  give(issuerId: Uuid, kind: DocumentKind): number {
    const number = this.next.get(seriesOf(issuerId, kind));
    if (number === undefined) throw new Error(`no numbers were taken for issuer ${issuerId}`);
    this.next.set(seriesOf(issuerId, kind), number + 1);
    return number;
  }
}

/** Gapless numbers, per issuer and kind of document (BIL-5). */
@Injectable()
export class NumberSeries {
  /**
   * Takes as many of the next numbers as these documents need. The counters stay locked until the transaction ends, which is what
   * leaves no gap: take them as late as possible. They are locked in the order of issuers and kinds, so that transactions that
   * need the same ones wait for each other and never in a circle.
   */
  async take(em: EntityManager, documents: readonly { readonly issuerId: Uuid; readonly kind: DocumentKind }[]): Promise<TakenNumbers> {
    const needed = new Map<string, { issuerId: Uuid; kind: DocumentKind; many: number }>();
    for (const { issuerId, kind } of documents) {
      const series = seriesOf(issuerId, kind);
      const entry = needed.get(series);
      if (entry) entry.many++;
      else needed.set(series, { issuerId, kind, many: 1 });
    }
    const series = [...needed.values()];
    const rows = await query<{ issuer_id: Uuid; kind: DocumentKind; last_number: number }>(em, takeNumbers, [
      series.map((entry) => entry.issuerId),
      series.map((entry) => entry.kind),
      series.map((entry) => entry.many),
    ]);
    return new TakenNumbers(
      rows.map((row) => {
        const key = seriesOf(row.issuer_id, row.kind);
        return [key, row.last_number - (needed.get(key)?.many ?? 0) + 1] as const;
      }),
    );
  }
}

const seriesOf = (issuerId: Uuid, kind: DocumentKind): string => `${issuerId}/${kind}`;

const takeNumbers = `
  INSERT INTO number_series AS series (issuer_id, kind, last_number)
  SELECT issuer_id, kind, many FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS t (issuer_id, kind, many) ORDER BY issuer_id, kind
  ON CONFLICT (issuer_id, kind) DO UPDATE SET last_number = series.last_number + excluded.last_number
  RETURNING issuer_id, kind, last_number`;
