import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { DocumentRef } from '#contracts/billing/credits';
import type { ActingOrganization } from '#contracts/caller';
import type { MemberDescription } from '#contracts/identity/describe-members.query';
import { BatchOrderFinished, type BatchOrderKind } from '#contracts/memberships/batch-orders';
import type { ReplacedMembership, ReplacementToMake } from '#contracts/memberships/replacements';
import type { SaleToMake, SoldMembership } from '#contracts/memberships/sales';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { currentCaller } from '#platform/messaging/context';
import { RemoteError } from '#platform/messaging/remote-error';
import { Outbox } from '#platform/outbox/outbox';
import { type SagaNext, Sagas } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import type { AskedRow, RowResult } from '../domain/batch.js';
import { addDone, findBatchOrder, finishOrder, keepResult, partsToDo, planOf } from '../persistence/batch-orders.js';
import { heldMemberships } from '../persistence/held-memberships.js';
import { findOperation, findOutcome, type Operation } from '../persistence/operations.js';
import { letGo } from '../persistence/replacements.js';
import { isReplaceable } from '../selling/judged-replacements.js';
import { isGood } from '../selling/judged-sales.js';
import { Operations } from '../selling/operations.js';
import { ReplacementOrders } from '../selling/replacement-orders.js';
import { type BatchRows, SaleOrders } from '../selling/sale-orders.js';
import { SellersView } from '../selling/sellers-view.js';
import { problemOf } from './batch-preview.js';
import { inLanes } from './lanes.js';

/** Rows that are carried out together: each with the hash it was previewed with. */
interface Batch {
  readonly orderId: Uuid;
  readonly kind: BatchOrderKind;
  readonly part: number;
  readonly path: string; // Of halves within the part; every operation of a part derives its id from it.
  readonly rows: readonly AskedRow[];
  readonly hashes: readonly string[];
}

/**
 * Carries an order out, part by part, each an operation as any sale or replacement is: all documents of a member or none. Ids derive
 * from the order, so whoever goes on after a crash finds what was done. A row that cannot be made any more is left out or refused, and
 * keeps no other from being made.
 */
@Injectable()
export class BatchRun implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly sagas: Sagas,
    private readonly operations: Operations,
    private readonly view: SellersView,
    private readonly sales: SaleOrders,
    private readonly replacements: ReplacementOrders,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.sagas.register('batch-run', ({ data }) => this.run((data as { orderId: Uuid }).orderId));
  }

  private async run(orderId: Uuid): Promise<SagaNext> {
    const { organization: acting } = currentCaller();
    if (!acting) throw new Error(`order ${orderId} is nobody's`);
    const found = await this.database.transaction(async (em) => {
      const order = await findBatchOrder(em, acting.id, orderId);
      return order && { kind: order.kind, parts: await partsToDo(em, orderId) };
    });
    if (!found) throw new Error(`there is no order ${orderId}`);
    await inLanes(found.parts, (part) => this.carryOutPart(orderId, found.kind, part, acting));
    await this.finish(orderId, found.kind, acting);
    return 'done';
  }

  private async carryOutPart(orderId: Uuid, kind: BatchOrderKind, part: number, acting: ActingOrganization): Promise<void> {
    const { rows, hashes } = await this.database.transaction((em) => planOf(em, orderId, part));
    const results = await this.carryOut({ orderId, kind, part, path: '', rows, hashes }, acting);
    this.crashPoints.reach('memberships.batch-order.part-carried-out');
    const done = results.filter(({ problem }) => problem === null).length;
    await this.database.transaction(async (em) => {
      if (await keepResult(em, orderId, part, results)) await addDone(em, orderId, done, results.length - done);
      this.crashPoints.reach('memberships.batch-order.part-kept');
    });
  }

  private async carryOut(batch: Batch, acting: ActingOrganization): Promise<RowResult[]> {
    const operationId = derivedId('batch-order', batch.orderId, batch.part, batch.path);
    const operation = (await findOperation(this.database, operationId)) ?? (await this.order(operationId, batch, acting));
    if (Array.isArray(operation)) return operation; // Nothing of it can be made any more.
    const { rows, leftOut } = (operation.ordered as { batch: BatchRows }).batch;
    try {
      const answer = await this.operations.seeThrough<Answer>(operation);
      return [...leftOut, ...resultsOf(answer, rows)];
    } catch (error) {
      const refused = await findOutcome(this.database, operationId);
      if (!(error instanceof RemoteError) || refused?.state !== 'refused') throw error; // Nobody knows yet: looked at again.
      return [...leftOut, ...(await this.afterRefusal(error, operationId, only(batch, rows), acting))];
    }
  }

  /** Those that differ from what was confirmed are named and left out; anything else is looked for by halves. */
  private async afterRefusal(error: RemoteError, operationId: Uuid, batch: Batch, acting: ActingOrganization): Promise<RowResult[]> {
    const { changed = [] } = (error.facts ?? {}) as { changed?: readonly Uuid[] };
    const named = new Set(changed);
    const idOf = (i: number) => derivedId(batch.kind, operationId, i);
    const refused = batch.rows.filter((_, i) => named.has(idOf(i)));
    if (refused.length > 0) {
      const gone = new Set(refused);
      const rest = batch.rows.filter((row) => !gone.has(row)).map(({ row }) => row);
      const results = refused.map(({ row }) => problem(row, problemOf(error)));
      return rest.length === 0 ? results : [...results, ...(await this.carryOut({ ...only(batch, rest), path: `${batch.path}r` }, acting))];
    }
    if (batch.rows.length === 1) return [problem(batch.rows[0].row, problemOf(error))];
    const numbers = batch.rows.map(({ row }) => row);
    const middle = Math.ceil(numbers.length / 2);
    return [
      ...(await this.carryOut({ ...only(batch, numbers.slice(0, middle)), path: `${batch.path}a` }, acting)),
      ...(await this.carryOut({ ...only(batch, numbers.slice(middle)), path: `${batch.path}b` }, acting)),
    ];
  }

  /** The operation, or what became of its rows if none of them can be made. */
  private async order(operationId: Uuid, batch: Batch, acting: ActingOrganization): Promise<Operation | RowResult[]> {
    const members = await this.view.members(await this.holdersOf(batch));
    const ordering = { operationId, batch, members, acting };
    const ordered = await this.database.transaction(
      (em) => (batch.kind === 'sale' ? this.orderSales(em, ordering) : this.orderReplacements(em, ordering)),
      { repeated: true },
    );
    this.crashPoints.reach('memberships.batch-order.part-ordered');
    return ordered;
  }

  private async holdersOf({ kind, rows }: Batch): Promise<readonly { personId?: Uuid | null; accountId: Uuid }[]> {
    if (kind === 'sale') return rows as readonly (AskedRow & SaleToMake)[];
    const ids = (rows as readonly (AskedRow & ReplacementToMake)[]).map(({ membershipId }) => membershipId);
    return this.database.transaction((em) => heldMemberships(em, ids), { repeated: true });
  }

  private async orderSales(em: EntityManager, { operationId, batch, members, acting }: Ordering): Promise<Operation | RowResult[]> {
    const judged = await this.sales.judged(em, acting, batch.rows as readonly (AskedRow & SaleToMake)[], members);
    const kept = batchRows(batch.rows, (i) => judgedProblem(judged[i]));
    const good = judged.filter(isGood);
    if (good.length === 0) return [...kept.leftOut];
    return this.sales.order(em, operationId, acting, good, { hashes: batch.hashes.filter((_, i) => isGood(judged[i])), batch: kept });
  }

  private async orderReplacements(em: EntityManager, { operationId, batch, members, acting }: Ordering): Promise<Operation | RowResult[]> {
    const asked = batch.rows as readonly (AskedRow & ReplacementToMake)[];
    const { judged, elsewhere } = await this.replacements.judged(em, operationId, acting, asked, members);
    const problemAt = (i: number) => (elsewhere.has(asked[i].membershipId) ? 'being-replaced' : judgedProblem(judged[i]));
    const kept = batchRows(asked, problemAt);
    const good = judged.filter((_, i) => problemAt(i) === null).filter(isReplaceable);
    if (good.length > 0)
      return this.replacements.order(em, operationId, acting, good, {
        hashes: batch.hashes.filter((_, i) => problemAt(i) === null),
        batch: kept,
      });
    await letGo(em, operationId);
    return [...kept.leftOut];
  }

  private async finish(orderId: Uuid, kind: BatchOrderKind, { id: organizationId }: ActingOrganization): Promise<void> {
    await this.database.transaction(async (em) => {
      if (!(await finishOrder(em, orderId))) return;
      const order = await findBatchOrder(em, organizationId, orderId);
      if (!order) throw new Error(`there is no order ${orderId}`);
      const { done, refused, barred } = order.counts;
      const facts = { kind, done, refused, barred };
      await this.audit.record(em, { organizationId, action: 'memberships.batch-order-finished', subject: orderId, facts });
      await this.outbox.add(em, BatchOrderFinished, { orderId, organizationId, ...facts });
      this.crashPoints.reach('memberships.batch-order.finished');
    });
  }
}

interface Ordering {
  readonly operationId: Uuid;
  readonly batch: Batch;
  readonly members: ReadonlyMap<string, MemberDescription>;
  readonly acting: ActingOrganization;
}

type Answer = { readonly sales: SoldMembership[] } | { readonly replacements: ReplacedMembership[] };

function resultsOf(answer: Answer, rows: readonly number[]): RowResult[] {
  if ('sales' in answer)
    return answer.sales.map(({ membershipId, clientInvoice, corporateInvoice }, i) =>
      made(rows[i], membershipId, [clientInvoice, corporateInvoice]),
    );
  return answer.replacements.map(({ newMembershipId, client, corporate }, i) =>
    made(rows[i], newMembershipId, [client.creditNote, client.invoice, corporate?.creditNote, corporate?.invoice]),
  );
}

const made = (row: number, newMembershipId: Uuid, documents: readonly (DocumentRef | null | undefined)[]): RowResult => ({
  row,
  problem: null,
  newMembershipId,
  documents: documents.filter((document) => document !== null && document !== undefined),
});

const problem = (row: number, because: string): RowResult => ({ row, problem: because, newMembershipId: null, documents: [] });

const judgedProblem = (judged: object): string | null => ('problem' in judged ? (judged.problem as string) : null);

function batchRows(rows: readonly AskedRow[], problemAt: (index: number) => string | null): BatchRows {
  return {
    rows: rows.filter((_, i) => problemAt(i) === null).map(({ row }) => row),
    leftOut: rows.flatMap(({ row }, i) => {
      const because = problemAt(i);
      return because === null ? [] : [problem(row, because)];
    }),
  };
}

/** The same batch of these rows alone, which are in its order. */
function only(batch: Batch, numbers: readonly number[]): Batch {
  const wanted = new Set(numbers);
  return {
    ...batch,
    rows: batch.rows.filter(({ row }) => wanted.has(row)),
    hashes: batch.hashes.filter((_, i) => wanted.has(batch.rows[i].row)),
  };
}
