import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RepairRow, type ImportRecord, type ImportState } from '#contracts/imports/imports';
import { Clock } from '#platform/clock';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { actingClub } from '../../access.js';
import { startCheck } from '../../assessing/start-check.js';
import { columns } from '../../domain/columns.js';
import { columnNamed } from '../../domain/header.js';
import { BadRow, NotReady } from '../../domain/imports.errors.js';
import { saveRepair } from '../../persistence/choices.js';
import { getImportForUpdate, importRecord } from '../../persistence/import-records.js';
import { hasRow } from '../../persistence/pages.js';

const repairable: ReadonlySet<ImportState> = new Set(['checking', 'invalid', 'needsDecisions', 'ready']);

/** Lays new cells over a row, or leaves the row out, and has the whole file judged again: one row may repair another. */
@CommandHandler(RepairRow)
export class RepairRowHandler implements ICommandHandler<RepairRow> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  execute(command: RepairRow): Promise<ImportRecord> {
    const { club, caller } = actingClub();
    const { importId, row, version, excluded = null } = command;
    const cells = byTemplateHeader(row, command.cells?.values ?? {});
    return this.idempotency.once(command, async (em) => {
      const found = await getImportForUpdate(em, club.id, importId);
      if (version !== undefined && version !== found.version) throw new Stale('imports.stale-import', { version: found.version });
      if (!repairable.has(found.state)) throw new NotReady({ state: found.state });
      if (!(await hasRow(em, importId, row))) throw new BadRow({ row, reason: 'no-such-row' });
      await saveRepair(em, { importId, organizationId: club.id, by: caller.id, at: this.clock.now() }, { row, cells, excluded });
      await startCheck(em, this.sagas, club, found, 'file');
      return importRecord(em, club.id, importId);
    });
  }
}

function byTemplateHeader(row: number, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const column = columnNamed(name);
      if (column === undefined) throw new BadRow({ row, reason: 'no-such-column' });
      return [columns[column].header, value.toWellFormed().replaceAll('\u0000', '')]; // As the database takes it.
    }),
  );
}
