import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ImportRecord } from '#contracts/imports/imports';
import { UndoImport } from '#contracts/imports/undo';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { type Club, actingClub, asFlowOf } from '../../access.js';
import { undoBegun } from '../../domain/undo.js';
import { getImportForUpdate, importRecord } from '../../persistence/import-records.js';
import type { Import } from '../../persistence/import.entity.js';
import { undoIdOf, undoImport } from '../../running/undo-run.js';
import { undoable } from '../../running/undoable.js';

const alarmAfterMs = 30 * 60_000;

/** Takes an import back: its undo starts, once and for all (IMP-17). */
@CommandHandler(UndoImport)
export class UndoImportHandler implements ICommandHandler<UndoImport> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: UndoImport): Promise<ImportRecord> {
    const { club, caller } = actingClub();
    return this.idempotency.once(command, async (em) => {
      const found = await getImportForUpdate(em, club.id, command.importId);
      const again = found.state === 'undoing' || found.state === 'undone'; // A second undo changes nothing.
      if (!again) await this.begin(em, club, found, caller.name);
      return importRecord(em, club.id, found.id);
    });
  }

  private async begin(em: EntityManager, club: Club, found: Import, startedBy: string): Promise<void> {
    const until = await undoable(em, club, found, this.clock.now());
    const [before, startedAt] = [found.state, this.clock.now()];
    found.undo = undoBegun({ startedAt: startedAt.toISOString(), startedBy, until, currency: club.currency });
    found.state = 'undoing';
    found.processed = 0;
    found.version += 1;
    await em.flush();

    const deadlineAt = new Date(startedAt.getTime() + alarmAfterMs);
    const saga = { id: undoIdOf(found.id), kind: undoImport, step: 'settle', data: { importId: found.id }, deadlineAt };
    await asFlowOf(club, found.id, () => this.sagas.start(em, saga));
    await this.audit.record(em, { organizationId: club.id, action: 'imports.undo-started', subject: found.id, facts: { before, until } });
  }
}
