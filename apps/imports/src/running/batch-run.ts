import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { AdmitPeople } from '#contracts/identity/admit-people.command';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas } from '#platform/sagas/sagas';
import { type BatchStage, type StagePassed, markSent, markStage, nextBatches } from '../persistence/batch-rows.js';
import type { RunningImport } from '../persistence/run-records.js';
import { checkedRowsNumbered } from '../persistence/pages.js';
import { plansOf } from '../persistence/plan-pages.js';
import { peopleToAdmit } from './people-to-admit.js';

/** Batches on their way through the services at once: enough that all of them work, few enough to stop soon when paused. */
const inFlightAtMost = 4;

export const runImport = 'run-import';

/** The saga of a commit: an import that went back to its operator is committed, and run, anew. */
export const runIdOf = ({ id, revision }: Pick<RunningImport, 'id' | 'revision'>): Uuid => derivedId(runImport, id, revision);

/** Sends the batches of a run, and follows each through people, memberships and invoices. The import is locked by the caller. */
@Injectable()
export class BatchRun {
  constructor(
    private readonly outbox: Outbox,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  /** Sends what may go next, unless the import is paused. */
  async sendNext(em: EntityManager, found: RunningImport, inFlight: number): Promise<void> {
    if (found.state !== 'running' || inFlight >= inFlightAtMost) return;
    const next = await nextBatches(em, found.id, inFlightAtMost - inFlight);
    for (const { batch, rows } of next) await this.send(em, found, batch, rows);
    const numbers = next.map(({ batch }) => batch);
    if (numbers.length > 0) await markSent(em, found.id, numbers, this.clock.now());
  }

  /** A batch is through a stage; undefined when that was known. The last one of all wakes the saga. */
  async passed(em: EntityManager, found: RunningImport, batch: number, stage: BatchStage): Promise<StagePassed | undefined> {
    const passed = await markStage(em, found.id, batch, stage, this.clock.now());
    if (passed?.open === 0) await this.sagas.wakeIn(em, runIdOf(found));
    return passed;
  }

  private async send(
    em: EntityManager,
    { id: importId, organizationId, federationId, assessment }: RunningImport,
    batch: number,
    rows: number[],
  ): Promise<void> {
    const judgement = { importId, organizationId, assessment };
    const own = await plansOf(em, judgement, rows);
    const owners = [...new Set(own.flatMap(({ ownerRow }) => ownerRow ?? []))].filter((row) => !rows.includes(row));
    const plans = owners.length === 0 ? own : [...own, ...(await plansOf(em, judgement, owners))];
    const values = await checkedRowsNumbered(em, judgement, [...rows, ...owners]);
    const people = peopleToAdmit(importId, rows, new Map(plans.map((plan) => [plan.row, plan])), values);
    await this.outbox.add(em, AdmitPeople, { importId, batch, organizationId, federationId, people });
  }
}
