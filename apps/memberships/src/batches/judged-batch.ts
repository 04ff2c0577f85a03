import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import type { BatchOrderKind } from '#contracts/memberships/batch-orders';
import type { ReplacementToMake } from '#contracts/memberships/replacements';
import type { SaleToMake } from '#contracts/memberships/sales';
import { Database } from '#platform/database/database';
import type { AskedRow, BatchPlan, JudgedRow } from '../domain/batch.js';
import { heldMemberships } from '../persistence/held-memberships.js';
import { designerOf } from '../persistence/stock.js';
import { isReplaceable, judgeReplacements, type ReplacementJudgedGood } from '../selling/judged-replacements.js';
import { isGood, judgeSales, type SaleJudgedGood } from '../selling/judged-sales.js';
import { pairsOf } from '../selling/pairs.js';
import { replacementsOf } from '../selling/replacements.js';
import { SellersView } from '../selling/sellers-view.js';

/** A row that may be made, with its account and how billing is told of it together with others. */
export interface GoodRow {
  readonly asked: AskedRow;
  readonly accountId: Uuid;
  readonly good: SaleJudgedGood | ReplacementJudgedGood;
}

export interface JudgedBatch {
  readonly judged: readonly JudgedRow[]; // In the order of the rows.
  readonly good: readonly GoodRow[];
}

/** Judges all rows of an order at once, each counting for the next: by the rules a single sale or replacement is judged by. */
@Injectable()
export class BatchJudge {
  constructor(
    private readonly database: Database,
    private readonly view: SellersView,
  ) {}

  judge(kind: BatchOrderKind, acting: ActingOrganization, rows: readonly AskedRow[]): Promise<JudgedBatch> {
    return kind === 'sale' ? this.sales(acting, rows as SaleRow[]) : this.replacements(acting, rows as ReplacementRow[]);
  }

  private async sales(acting: ActingOrganization, rows: readonly SaleRow[]): Promise<JudgedBatch> {
    const members = await this.view.members(rows);
    const judged = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, await designerOf(em, acting.id, rows[0].listingId));
        return judgeSales(em, rows, { seller, members });
      },
      { repeated: true },
    );
    return {
      judged: judged.map((one, i) => judgedRow(one, rows[i])),
      good: judged.flatMap((one, i) => (isGood(one) ? [{ asked: rows[i], accountId: rows[i].accountId, good: one }] : [])),
    };
  }

  private async replacements(acting: ActingOrganization, rows: readonly ReplacementRow[]): Promise<JudgedBatch> {
    const ids = rows.map(({ membershipId }) => membershipId);
    const held = await this.database.transaction(async (em) => own(em, acting.id, ids), { repeated: true });
    const members = await this.view.members([...held.values()]);
    const judged = await this.database.transaction(
      async (em) => {
        const seller = await this.view.of(em, acting, [...held.values()][0]?.designerId);
        return judgeReplacements(em, rows, { seller, held, members });
      },
      { repeated: true },
    );
    const holder = (id: Uuid) => held.get(id) ?? { accountId: null, personId: null };
    return {
      judged: judged.map((one, i) => judgedRow(one, holder(rows[i].membershipId))),
      good: judged.flatMap((one, i) => (isReplaceable(one) ? [{ asked: rows[i], accountId: one.held.accountId, good: one }] : [])),
    };
  }
}

type SaleRow = SaleToMake & { readonly row: number };
type ReplacementRow = ReplacementToMake & { readonly row: number };

/** REP-1: what somebody else sold is not there for it. */
async function own(em: EntityManager, sellerId: Uuid, ids: readonly Uuid[]) {
  const held = await heldMemberships(em, ids);
  return new Map(held.filter((one) => one.sellerId === sellerId).map((one) => [one.id, one]));
}

type Judged =
  | { readonly problem: string; readonly facts: Record<string, string | number> }
  | { readonly effectiveOn: string; readonly expiresOn: string | null };

const judgedRow = (judged: Judged, { accountId, personId }: { accountId: Uuid | null; personId?: Uuid | null }): JudgedRow => ({
  accountId,
  personId: personId ?? null,
  problem: 'problem' in judged ? judged.problem : null,
  facts: 'problem' in judged ? judged.facts : null,
  effectiveOn: 'problem' in judged ? null : judged.effectiveOn,
  expiresOn: 'problem' in judged ? null : judged.expiresOn,
});

/** A part as billing is asked what it would do: under ids of this preview, which no hash covers. */
export function planOfPart(kind: BatchOrderKind, rows: readonly GoodRow[], sellerId: Uuid, orderId: Uuid): Omit<BatchPlan, 'hashes'> {
  const asked = rows.map((one) => one.asked);
  if (kind === 'sale') {
    const pairs = pairsOf(
      rows.map(({ good }) => good as SaleJudgedGood),
      sellerId,
      (i) => derivedId('preview', orderId, asked[i].row),
    );
    const items = pairs.sales.map((sale, i) => ({ ...sale, clientId: (rows[i].good as SaleJudgedGood).member.clientId }));
    return { rows: asked, terms: pairs.terms, items, federationId: pairs.federationId };
  }
  const told = replacementsOf(
    rows.map(({ good }) => good as ReplacementJudgedGood),
    sellerId,
    derivedId('preview', orderId, asked[0].row),
  );
  return { rows: asked, terms: told.terms, items: told.replacements, federationId: told.federationId };
}
