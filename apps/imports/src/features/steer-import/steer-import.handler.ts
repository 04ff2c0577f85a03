import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { SteerImport, type ImportRecord, type ImportState } from '#contracts/imports/imports';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingClub } from '../../access.js';
import { AlreadyRunning, NotReady } from '../../domain/imports.errors.js';
import { batchProgress } from '../../persistence/batch-rows.js';
import { getImportForUpdate, importRecord } from '../../persistence/import-records.js';
import type { Import } from '../../persistence/import.entity.js';
import { dropFile } from '../../persistence/pages.js';
import { dropPieces } from '../../persistence/upload-pieces.js';
import { runIdOf } from '../../running/batch-run.js';

type Steering = SteerImport['to'];

/** From which states each leads, and to which. */
const ways: Record<Steering, { from: readonly ImportState[]; to: ImportState }> = {
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['running', 'paused'], to: 'cancelled' },
  discard: { from: ['checking', 'invalid', 'needsDecisions', 'ready', 'failed', 'cancelled'], to: 'discarded' },
};

/** Pauses and resumes between batches, gives up before the first one, or forgets a file that was never committed. */
@CommandHandler(SteerImport)
export class SteerImportHandler implements ICommandHandler<SteerImport> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
  ) {}

  execute(command: SteerImport): Promise<ImportRecord> {
    const { club } = actingClub();
    return this.idempotency.once(command, async (em) => {
      const found = await getImportForUpdate(em, club.id, command.importId);
      const { from, to } = ways[command.to];
      if (found.state === to) return importRecord(em, club.id, found.id); // Said twice.
      if (!from.includes(found.state)) throw new NotReady({ state: found.state });
      await this.leave(em, found, command.to);
      found.state = to;
      found.version += 1;
      return importRecord(em, club.id, found.id);
    });
  }

  private async leave(em: EntityManager, found: Import, steering: Steering): Promise<void> {
    if (steering === 'cancel') {
      if ((await batchProgress(em, found.id)).sent > 0) throw new AlreadyRunning();
      found.reason = 'Cancelled before the first row.';
    }
    if (steering === 'discard') {
      await dropPieces(em, found.organizationId, found.uploadId);
      await dropFile(em, found.id);
      found.preview = null;
      found.previewHash = null;
    } else {
      await this.sagas.wakeIn(em, runIdOf(found));
    }
  }
}
