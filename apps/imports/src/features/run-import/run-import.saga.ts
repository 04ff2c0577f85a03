import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { message } from '#contracts/message';
import { ReleaseSales } from '#contracts/memberships/reserve-sales.command';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import { type SagaNext, type SagaRow, Sagas } from '#platform/sagas/sagas';
import { clubOfFlow } from '../../access.js';
import { startCheck } from '../../assessing/start-check.js';
import { batchProgress, countOutcomes, dropBatches } from '../../persistence/batch-rows.js';
import { getImportForUpdate } from '../../persistence/import-records.js';
import type { Import } from '../../persistence/import.entity.js';
import { BatchRun, runImport } from '../../running/batch-run.js';
import { Reservation } from './reservation.js';

const isUndone = ({ state }: Import): boolean => state === 'undoing' || state === 'undone';

/** A run that waits looks again so often, should nobody wake it. */
const lookAgainMs = 30_000;

/**
 * The run of a committed import. `reserve` holds what it needs; `run` sends batch after batch, each next one when the invoices of
 * one are in; `finish` gives back what was not used. Until the first row runs it may still be given up whole: `give-back` when
 * somebody else took what it needs, `release` when it was cancelled.
 */
@Injectable()
export class RunImportSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly reservation: Reservation,
    private readonly batches: BatchRun,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.sagas.register(runImport, (saga) => this.step(saga));
  }

  private step({ step, data }: SagaRow): Promise<SagaNext> {
    const { importId, reason } = data as { importId: Uuid; reason?: string };
    switch (step) {
      case 'reserve':
        return this.reserve(importId);
      case 'run':
        return this.run(importId);
      case 'finish':
        return this.finish(importId);
      case 'give-back':
        return this.giveBack(importId, reason ?? '');
      case 'release':
        return this.release(importId);
      default:
        throw new Error(`a run has no step ${step}`);
    }
  }

  private async reserve(importId: Uuid): Promise<SagaNext> {
    const inTheWay = await this.reservation.make(clubOfFlow(), importId);
    return inTheWay === null ? { step: 'run' } : { step: 'give-back', data: { importId, reason: inTheWay } };
  }

  private run(importId: Uuid): Promise<SagaNext> {
    return this.locked(importId, async (em, found) => {
      if (found.state === 'cancelled') return { step: 'release' };
      if (isUndone(found)) return 'done'; // Paused, then taken back: its undo gives back what was not used.
      const { open, inFlight } = await batchProgress(em, importId);
      await this.batches.sendNext(em, found, inFlight);
      return open === 0 ? { step: 'finish' } : { wait: true, afterMs: lookAgainMs };
    });
  }

  private async finish(importId: Uuid): Promise<SagaNext> {
    await this.releaseSales(importId);
    return this.locked(importId, async (em, found) => {
      if (found.state === 'finished' || isUndone(found)) return 'done';
      const { rows, ...outcomes } = await countOutcomes(em, importId, found.assessment);
      found.counts = { ...found.counts, ...outcomes };
      found.processed = rows;
      found.state = 'finished';
      found.finishedAt = this.clock.now();
      found.version += 1;
      await em.flush();
      const facts = { rows, ...outcomes };
      await this.audit.record(em, { organizationId: found.organizationId, action: 'imports.import-finished', subject: importId, facts });
      return 'done';
    });
  }

  /** Nothing ran: the import is judged anew and goes back to its operator, with the reason. */
  private async giveBack(importId: Uuid, reason: string): Promise<SagaNext> {
    await this.releaseSales(importId);
    return this.locked(importId, async (em, found) => {
      if (found.state !== 'running' && found.state !== 'paused') return 'done'; // Given back by an earlier try, or cancelled meanwhile.
      await dropBatches(em, importId);
      found.committedAt = null;
      found.committedBy = null;
      found.reason = reason;
      await startCheck(em, this.sagas, clubOfFlow(), found, 'file');
      return 'done';
    });
  }

  private async release(importId: Uuid): Promise<SagaNext> {
    await this.releaseSales(importId);
    return 'done';
  }

  private releaseSales(importId: Uuid): Promise<{ released: number }> {
    return this.messages.ask(message(ReleaseSales, { importId }), { timeoutMs: 60_000 });
  }

  private locked(importId: Uuid, work: (em: EntityManager, found: Import) => Promise<SagaNext>): Promise<SagaNext> {
    return this.database.transaction(async (em) => work(em, await getImportForUpdate(em, clubOfFlow().id, importId)));
  }
}
