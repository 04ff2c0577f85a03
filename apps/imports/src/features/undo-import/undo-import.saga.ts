import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { message } from '#contracts/message';
import { FindTouchedMemberships } from '#contracts/memberships/cancel-memberships.command';
import { ReleaseSales } from '#contracts/memberships/reserve-sales.command';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { type SagaNext, type SagaRow, Sagas } from '#platform/sagas/sagas';
import { clubOfFlow } from '../../access.js';
import { partiesOf } from '../../domain/undo.js';
import { batchProgress } from '../../persistence/batch-rows.js';
import { getImportForUpdate } from '../../persistence/import-records.js';
import type { Import } from '../../persistence/import.entity.js';
import { cutUndoBatches, savePartyBatches } from '../../persistence/undo-batches.js';
import { decidedRows, saveUndoRows, soldRows } from '../../persistence/undo-rows.js';
import { UndoRun, undoImport } from '../../running/undo-run.js';

/** An undo that waits looks again so often, should nobody wake it. */
const lookAgainMs = 30_000;
const settleAgainMs = 300;
const rowsAtOnce = 1_000;
const batchRows = 500;
const timeoutMs = 60_000;

/**
 * The undo of an import (IMP-17). `settle` waits for what a paused run still has under way; `judge` asks who the rows turned out to
 * be; `rows` has their documents countered and their memberships cancelled, batch after batch; `people`, when all rows are decided,
 * has people and accounts withdrawn; then it is over. Each step may run again.
 */
@Injectable()
export class UndoImportSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly run: UndoRun,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sagas.register(undoImport, (saga) => this.step(saga));
  }

  private step({ step, data }: SagaRow): Promise<SagaNext> {
    const { importId } = data as { importId: Uuid };
    switch (step) {
      case 'settle':
        return this.settle(importId);
      case 'judge':
        return this.judge(importId);
      case 'rows':
        return this.undoRows(importId);
      case 'people':
        return this.withdrawPeople(importId);
      case 'finish':
        return this.finish(importId);
      default:
        throw new Error(`an undo has no step ${step}`);
    }
  }

  private async settle(importId: Uuid): Promise<SagaNext> {
    const { inFlight, paused } = await this.locked(importId, async (em, found) => ({
      ...(await batchProgress(em, importId)),
      paused: found.finishedAt === null,
    }));
    if (inFlight > 0) return { wait: true, afterMs: settleAgainMs };
    if (paused) await this.messages.ask(message(ReleaseSales, { importId }), { timeoutMs });
    return { step: 'judge' };
  }

  private async judge(importId: Uuid): Promise<SagaNext> {
    const undo = { importId, organizationId: clubOfFlow().id };
    let sold = 0;
    for (let from = 2; ;) {
      const rows = await this.database.transaction((em) => soldRows(em, importId, from, rowsAtOnce));
      if (rows.length === 0) break;
      const enrolled = await this.messages.ask(message(FindTouchedMemberships, { importId, rows }), { timeoutMs });
      if (enrolled.rows.length !== rows.length) throw new Error(`memberships knows ${enrolled.rows.length} of ${rows.length} rows`);
      await this.database.transaction((em) => saveUndoRows(em, undo, enrolled.rows));
      sold += rows.length;
      from = rows[rows.length - 1] + 1;
    }
    return this.locked(importId, async (em, found) => {
      await cutUndoBatches(em, undo, batchRows);
      const decided = (await decidedRows(em, importId)).length; // Their memberships have ended, or were used: they are kept.
      if (found.undo!.rows === 0) found.undo = { ...found.undo!, rows: sold, documents: decided, memberships: decided, kept: decided };
      return { step: 'rows' };
    });
  }

  private undoRows(importId: Uuid): Promise<SagaNext> {
    return this.locked(importId, async (em, found) => {
      const { open } = await this.run.sendNext(em, found, 'rows');
      return open === 0 ? { step: 'people' } : { wait: true, afterMs: lookAgainMs };
    });
  }

  private withdrawPeople(importId: Uuid): Promise<SagaNext> {
    return this.locked(importId, async (em, found) => {
      await savePartyBatches(em, { importId, organizationId: found.organizationId }, partiesOf(await decidedRows(em, importId), batchRows));
      const { open } = await this.run.sendNext(em, found, 'people');
      return open === 0 ? { step: 'finish' } : { wait: true, afterMs: lookAgainMs };
    });
  }

  private finish(importId: Uuid): Promise<SagaNext> {
    return this.locked<SagaNext>(importId, async (em, found) => {
      if (found.state === 'undone') return 'done';
      found.undo = { ...found.undo!, finishedAt: this.clock.now().toISOString() };
      found.state = 'undone';
      found.processed = found.undo.rows;
      found.version += 1;
      await em.flush();
      const { rows, undone, kept, peopleWithdrawn, accountsWithdrawn } = found.undo;
      const facts = { rows, undone, kept, people: peopleWithdrawn, accounts: accountsWithdrawn };
      await this.audit.record(em, { organizationId: found.organizationId, action: 'imports.undo-finished', subject: importId, facts });
      return 'done';
    });
  }

  private locked<T>(importId: Uuid, work: (em: EntityManager, found: Import) => Promise<T>): Promise<T> {
    return this.database.transaction(async (em) => work(em, await getImportForUpdate(em, clubOfFlow().id, importId)));
  }
}
