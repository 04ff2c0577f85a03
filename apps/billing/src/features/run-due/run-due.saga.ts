import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { Charging } from '../../charging/charging.js';
import { DueRuns } from '../../persistence/due-runs.js';
import { BillRecurring } from './bill-recurring.js';

export const dueRunKind = 'due-run';

interface RunData {
  readonly issuerId: Uuid;
  readonly dueOn: LocalDate;
}

const invoicesAtOnce = 1000;
const batchesAtOnce = 2;
const batchesAStep = 5;
const accountsAtOnce = 500;
const chargesAtOnce = 200;

/**
 * A pass over what is due: what recurs is invoiced, what is planned is made charges of, and the provider is asked for them. Every
 * step is a batch in one transaction that takes what is there and leaves it done, so that it may run any number of times.
 */
@Injectable()
export class RunDueSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly billing: BillRecurring,
    private readonly charging: Charging,
    private readonly runs: DueRuns,
  ) {}

  onModuleInit(): void {
    this.sagas.register(dueRunKind, (saga) => this.run(saga));
  }

  private run({ id, step, data }: SagaRow): Promise<SagaNext> {
    const run = data as RunData;
    switch (step) {
      case 'bill':
        return this.bill(id, run);
      case 'collect':
        return this.collect(id, run);
      default:
        return this.ask(id, run);
    }
  }

  /** Several batches side by side: while the database writes one, the next is drafted. None takes what another one has. */
  private async bill(id: Uuid, run: RunData): Promise<SagaNext> {
    const lanes = await Promise.allSettled(Array.from({ length: batchesAtOnce }, () => this.billBatches(id, run)));
    const failed = lanes.find((lane) => lane.status === 'rejected');
    if (failed) throw failed.reason;
    return { step: lanes.some((lane) => lane.status === 'fulfilled' && lane.value > 0) ? 'bill' : 'collect' };
  }

  /** Some batches, each a transaction; gives how many invoices. */
  private async billBatches(id: Uuid, { issuerId, dueOn }: RunData): Promise<number> {
    let invoices = 0;
    for (let batch = 0; batch < batchesAStep; batch++) {
      const done = await this.database.transaction(async (em) => {
        const billed = await this.billing.bill(em, issuerId, dueOn, invoicesAtOnce);
        if (billed.invoices > 0) await this.runs.count(em, id, billed);
        return billed;
      });
      invoices += done.invoices;
      if (done.invoices === 0) break;
    }
    return invoices;
  }

  private async collect(id: Uuid, { issuerId, dueOn }: RunData): Promise<SagaNext> {
    const collected = await this.database.transaction(async (em) => {
      const done = await this.charging.collect(em, issuerId, { on: dueOn, accounts: accountsAtOnce });
      await this.runs.count(em, id, done);
      return done;
    });
    return { step: collected.planned > 0 ? 'collect' : 'ask' };
  }

  private async ask(id: Uuid, { issuerId }: RunData): Promise<SagaNext> {
    const { asked, succeeded, declined } = await this.charging.ask(issuerId, { limit: chargesAtOnce });
    await this.database.transaction(async (em) => {
      await this.runs.count(em, id, { succeeded, declined });
      if (asked === 0) await this.runs.finish(em, id);
    });
    return asked > 0 ? { step: 'ask' } : 'done';
  }
}
