import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SplitBooks } from '#contracts/billing/merges';
import { PersonUnmerged } from '#contracts/identity/merges';
import { ReturnHoldings } from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import { MergeFlow, lookAgainMs } from '../../merging/merge-flow.js';
import { mergeForUpdate } from '../../persistence/merge-records.js';
import { reopenPerson } from '../../persistence/reopen-person.js';

export const unmergeSaga = 'unmerge-people';

/** What follows when a merge is taken back: memberships, then the books, and the person last. */
@Injectable()
export class UnmergeSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly flow: MergeFlow,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.sagas.register(unmergeSaga, (saga) => this.run(saga));
  }

  private async run({ step, data }: SagaRow): Promise<SagaNext> {
    const { mergeId } = data as { mergeId: Uuid };
    switch (step) {
      case 'return-holdings':
        await this.flow.send(mergeId, ReturnHoldings, ({ giveBack, accountsBack }) => ({ mergeId, giveBack, accountsBack }));
        this.crashPoints.reach('identity.unmerge.holdings-asked');
        return { step: 'holdings-returned', data };
      case 'holdings-returned':
        return (await this.flow.reach(mergeId)).holdingsReturned ? { step: 'split-books', data } : { wait: true, afterMs: lookAgainMs };
      case 'split-books':
        await this.flow.send(mergeId, SplitBooks, ({ giveBack, saleIds }) => ({ mergeId, giveBack: [...giveBack, ...saleIds] }));
        this.crashPoints.reach('identity.unmerge.books-asked');
        return { step: 'books-split', data };
      case 'books-split':
        return (await this.flow.reach(mergeId)).booksSplit ? { step: 'reopen', data } : { wait: true, afterMs: lookAgainMs };
      case 'reopen':
        await this.reopen(mergeId);
        this.crashPoints.reach('identity.unmerge.done');
        return 'done';
      default:
        throw new Error(`the undoing of a merge has no step ${step}`);
    }
  }

  private reopen(mergeId: Uuid): Promise<void> {
    return this.flow.everywhere(mergeId, async (em, reach) => {
      const { survivorId, closedId, accounts, clients, clientsInUse, organizationId, state } = reach;
      if (state !== 'splitting') return; // Done by an earlier try.
      await this.database.as(em, 'merger', async () => {
        const merge = await mergeForUpdate(em, mergeId);
        const by = merge?.undoneBy ?? '';
        await reopenPerson(em, { mergeId, organizationId, survivorId, closedId, clients, clientsInUse, at: this.clock.now(), by });
        await execute(em, `UPDATE merges SET state = 'undone' WHERE id = $1`, [mergeId]);
      });
      await this.outbox.add(em, PersonUnmerged, { mergeId, survivorPersonId: survivorId, reopenedPersonId: closedId, accounts });
      await this.flow.recordElsewhere(em, reach, 'identity.person-unmerged');
    });
  }
}
