import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

export type DocumentKind = 'invoice' | 'credit-note';

/** Gapless numbers, per issuer and kind of document (BIL-5). */
@Injectable()
export class NumberSeries {
  /**
   * Takes as many of the next numbers as each issuer needs, and gives the first of each. The counters stay locked until the
   * transaction ends, which is what leaves no gap: take them as late as possible. They are locked in the order of issuers,
   * so that transactions that need the same ones wait for each other and never in a circle.
   */
  async take(em: EntityManager, kind: DocumentKind, needed: ReadonlyMap<Uuid, number>): Promise<Map<Uuid, number>> {
    const rows = await query<{ issuer_id: Uuid; last_number: number }>(em, takeNumbers, [kind, [...needed.keys()], [...needed.values()]]);
    return new Map(rows.map((row) => [row.issuer_id, row.last_number - (needed.get(row.issuer_id) ?? 0) + 1]));
  }
}

const takeNumbers = `
  INSERT INTO number_series AS series (issuer_id, kind, last_number)
  SELECT issuer_id, $1, many FROM unnest($2::uuid[], $3::bigint[]) AS t (issuer_id, many) WHERE many > 0 ORDER BY issuer_id
  ON CONFLICT (issuer_id, kind) DO UPDATE SET last_number = series.last_number + excluded.last_number
  RETURNING issuer_id, last_number`;
