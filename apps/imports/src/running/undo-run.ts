import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CounterDocuments } from '#contracts/billing/counter-documents.command';
import { WithdrawPeople } from '#contracts/identity/withdraw-people.command';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas } from '#platform/sagas/sagas';
import type { UndoState } from '../domain/undo.js';
import type { Import } from '../persistence/import.entity.js';
import {
  markUndoSent,
  markUndoStage,
  nextUndoBatches,
  undoProgress,
  type UndoBatch,
  type UndoBatchProgress,
  type UndoKind,
  type UndoStage,
} from '../persistence/undo-batches.js';

/** Batches on their way at once: enough that all services work. */
const inFlightAtMost = 4;

export const undoImport = 'undo-import';

/** An import is undone once: the saga of it is always the same. */
export const undoIdOf = (importId: Uuid): Uuid => derivedId(undoImport, importId);

/** Sends the batches of an undo, and follows each. The import is locked by the caller. */
@Injectable()
export class UndoRun {
  constructor(
    private readonly outbox: Outbox,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  /** Sends what may go next, and says where the undo stands. */
  async sendNext(em: EntityManager, found: Import, kind: UndoKind): Promise<UndoBatchProgress> {
    const progress = await undoProgress(em, found.id, kind);
    const free = inFlightAtMost - progress.inFlight;
    const next = free > 0 ? await nextUndoBatches(em, found.id, kind, free) : [];
    for (const batch of next) await this.send(em, found, batch);
    if (next.length === 0) return progress;
    await markUndoSent(
      em,
      found.id,
      kind,
      next.map(({ batch }) => batch),
      this.clock.now(),
    );
    return { ...progress, inFlight: progress.inFlight + next.length };
  }

  /** A batch is through a stage: notes it, unless that was known, and sends the next. The last one of all wakes the saga. */
  async passed(
    em: EntityManager,
    found: Import,
    batch: number,
    stage: UndoStage,
    note: (undo: UndoState, rows: number) => Partial<UndoState>,
  ): Promise<boolean> {
    if (!found.undo) throw new Error(`import ${found.id} is not being undone`);
    const rows = await markUndoStage(em, found.id, batch, stage, this.clock.now());
    if (rows === undefined) return false;
    found.undo = { ...found.undo, ...note(found.undo, rows) };
    const { open } = await this.sendNext(em, found, stage === 'withdrawn' ? 'people' : 'rows');
    if (open === 0) await this.sagas.wakeIn(em, undoIdOf(found.id));
    return true;
  }

  private async send(em: EntityManager, found: Import, { batch, rows, parties }: UndoBatch): Promise<void> {
    const { id: importId, organizationId, federationId } = found;
    const of = { importId, batch, organizationId, federationId };
    if (parties) await this.outbox.add(em, WithdrawPeople, { ...of, accounts: [...parties.accounts], people: [...parties.people] });
    else await this.outbox.add(em, CounterDocuments, { ...of, rows });
  }
}
