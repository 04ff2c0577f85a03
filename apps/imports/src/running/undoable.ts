import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Club } from '../access.js';
import { NotReady, UndoTooLate } from '../domain/imports.errors.js';
import { undoableUntil } from '../domain/undo.js';
import { batchProgress } from '../persistence/batch-rows.js';
import type { Import } from '../persistence/import.entity.js';

/**
 * The last day on which the import can be undone, when it can be today: one that has finished, or that is paused with rows imported.
 * Before its first row an import is cancelled, not undone.
 */
export async function undoable(em: EntityManager, { timeZone }: Club, found: Import, now: Date): Promise<LocalDate> {
  const paused = found.state === 'paused' && (await batchProgress(em, found.id)).sent > 0;
  const endedAt = found.state === 'finished' ? found.finishedAt : paused ? found.committedAt : null;
  if (!endedAt) throw new NotReady({ state: found.state });
  const until = undoableUntil(endedAt, timeZone);
  if (todayIn(timeZone, now) > until) throw new UndoTooLate({ until });
  return until;
}
