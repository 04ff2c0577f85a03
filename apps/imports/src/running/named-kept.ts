import type { EntityManager } from '@mikro-orm/postgresql';
import type { KeptByUndo } from '#contracts/imports/undo';
import type { Page } from '#contracts/message';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { type KeptEntry, namedKept, placeOf } from '../domain/kept.js';
import type { Import } from '../persistence/import.entity.js';
import { checkedRowsNumbered } from '../persistence/pages.js';
import { plansOf } from '../persistence/plan-pages.js';

/** The entry after which a page of what is kept goes on. */
export function keptAfter(after: string | undefined): readonly [row: number, place: number] {
  const [row, place] = decodeCursor(after, 2) ?? [0, 0];
  if (![row, place].every((value) => Number.isSafeInteger(value) && Math.abs(value as number) <= 1_000_000)) throw new BadCursor();
  return [row as number, place as number];
}

/** A page of what an undo keeps, of entries of which one more than `limit` may be given: each with its name from the file. */
export async function keptPage(
  em: EntityManager,
  { id: importId, organizationId, assessment }: Import,
  entries: readonly KeptEntry[],
  limit: number,
  language: string | undefined,
): Promise<Page<KeptByUndo>> {
  const { data, next } = pageOf(entries, limit, ({ row, kind }) => [row, placeOf(kind)]);
  const judgement = { importId, organizationId, assessment };
  const plans = new Map((await plansOf(em, judgement, [...new Set(data.map(({ row }) => row))])).map((plan) => [plan.row, plan]));
  const wanted = [...plans.values()].flatMap(({ row, ownerRow }) => (ownerRow === null ? [row] : [row, ownerRow]));
  return { data: namedKept(data, plans, await checkedRowsNumbered(em, judgement, wanted), language), next };
}
