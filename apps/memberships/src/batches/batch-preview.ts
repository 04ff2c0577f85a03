import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { BillingSummary, LevelSum } from '#contracts/billing/billing-summary';
import { type SaleToBill, type SaleToReplace, SumUpPairs, SumUpReplacements } from '#contracts/billing/pairs';
import type { ActingOrganization } from '#contracts/caller';
import { batchPieceRows, type BatchOrderKind } from '#contracts/memberships/batch-orders';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { fingerprint } from '#kernel/fingerprint';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { currentCaller } from '#platform/messaging/context';
import { Messages } from '#platform/messaging/messages';
import { RemoteError } from '#platform/messaging/remote-error';
import { type SagaNext, Sagas } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import { addUp, type JudgedRow, partsOf } from '../domain/batch.js';
import { askedRows, dropParts, findBatchOrder, insertPart, keepJudged, makeReady, markProcessed } from '../persistence/batch-orders.js';
import { inLanes } from './lanes.js';
import { BatchJudge, type GoodRow, planOfPart } from './judged-batch.js';

const timeoutMs = 60_000;

/** Computes what an order of thousands would do, part by part, and writes nothing but the preview. Cut off, it begins anew. */
@Injectable()
export class BatchPreview implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sagas: Sagas,
    private readonly messages: Messages,
    private readonly judge: BatchJudge,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.sagas.register('batch-preview', ({ id }) => this.run(id));
  }

  private async run(orderId: Uuid): Promise<SagaNext> {
    const { organization: acting } = currentCaller();
    if (!acting) throw new Error(`order ${orderId} is nobody's`);
    const found = await this.database.transaction(async (em) => {
      await dropParts(em, orderId);
      const order = await findBatchOrder(em, acting.id, orderId);
      return order && { order, rows: await askedRows(em, orderId) };
    });
    if (!found || found.order.state !== 'previewing') return 'done';
    const { kind } = found.order;
    const { judged, good } = await this.judge.judge(kind, acting, found.rows);
    const parts = partsOf(good, ({ accountId }) => accountId, batchPieceRows);
    let processed = judged.length - good.length;
    const barred = new Map<number, string>();
    const sums: LevelSum[][] = [];
    const hashes: string[][] = [];
    await inLanes(parts, async (rows, part) => {
      const { kept, summary, refused } = await this.sumUp(kind, rows, acting, orderId);
      for (const [row, problem] of refused) barred.set(row, problem);
      processed += rows.length;
      sums[part] = summary.levels;
      hashes[part] = summary.hashes;
      await this.database.transaction(async (em) => {
        const plan = { ...planOfPart(kind, kept, acting.id, orderId), hashes: summary.hashes };
        if (kept.length > 0) await insertPart(em, orderId, part, acting.id, plan);
        await markProcessed(em, orderId, processed);
      });
      this.crashPoints.reach('memberships.batch-order.part-previewed');
    });
    const found2 = judged.map((one, i) => (barred.has(i + 1) ? { ...one, problem: barred.get(i + 1) ?? null, facts: {} } : one));
    await this.keep(orderId, kind, found2, { sums, hashes });
    return 'done';
  }

  private async keep(
    orderId: Uuid,
    kind: BatchOrderKind,
    judged: readonly JudgedRow[],
    { sums, hashes }: { sums: readonly LevelSum[][]; hashes: readonly string[][] },
  ): Promise<void> {
    const levels = addUp(sums);
    const problems = judged.flatMap(({ problem }, i) => (problem ? [`${i + 1} ${problem}`] : []));
    const previewHash = fingerprint([kind, ...hashes.flat(), ...problems]);
    const pieces = Array.from({ length: Math.ceil(judged.length / batchPieceRows) }, (_, i) =>
      judged.slice(i * batchPieceRows, (i + 1) * batchPieceRows),
    );
    await this.database.transaction(async (em) => {
      await keepJudged(em, orderId, pieces);
      await makeReady(em, orderId, { barred: problems.length, levels, previewHash });
      this.crashPoints.reach('memberships.batch-order.previewed');
    });
  }

  /** What billing refuses is looked for by halves, so that one row keeps no other from being made. */
  private async sumUp(
    kind: BatchOrderKind,
    rows: readonly GoodRow[],
    acting: ActingOrganization,
    orderId: Uuid,
  ): Promise<{ kept: readonly GoodRow[]; summary: BillingSummary; refused: readonly (readonly [number, string])[] }> {
    try {
      return { kept: rows, summary: await this.asked(kind, rows, acting, orderId), refused: [] };
    } catch (error) {
      if (!(error instanceof RemoteError) || !refuses(error)) throw error;
      if (rows.length === 1) return { kept: [], summary: { levels: [], hashes: [] }, refused: [[rows[0].asked.row, problemOf(error)]] };
      const middle = Math.ceil(rows.length / 2);
      const halves = [
        await this.sumUp(kind, rows.slice(0, middle), acting, orderId),
        await this.sumUp(kind, rows.slice(middle), acting, orderId),
      ];
      return {
        kept: halves.flatMap(({ kept }) => kept),
        summary: { levels: addUp(halves.map(({ summary }) => summary.levels)), hashes: halves.flatMap(({ summary }) => summary.hashes) },
        refused: halves.flatMap(({ refused }) => refused),
      };
    }
  }

  private asked(kind: BatchOrderKind, rows: readonly GoodRow[], acting: ActingOrganization, orderId: Uuid): Promise<BillingSummary> {
    const { terms, items, federationId } = planOfPart(kind, rows, acting.id, orderId);
    const common = { organizationId: acting.id, federationId, terms: [...terms] };
    const question =
      kind === 'sale'
        ? message(SumUpPairs, { ...common, sales: items as SaleToBill[] })
        : message(SumUpReplacements, { ...common, replacements: items as SaleToReplace[] });
    return this.messages.ask<BillingSummary>(question, { timeoutMs });
  }
}

/** An answer about what was asked; whether anything else is the matter, a later try will tell. */
const refuses = ({ kind }: DomainError): boolean => ['rule', 'missing', 'conflict'].includes(kind);

/** `billing.sale-replaced` is a problem like those that are found here. */
export const problemOf = ({ code }: { code: string }): string => code.replace(/^\w+\./, '');
