import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JoinBooks } from '#contracts/billing/merges';
import { PersonMerged } from '#contracts/identity/merges';
import { MoveHoldings } from '#contracts/memberships/merges';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Outbox } from '#platform/outbox/outbox';
import { Sagas, type SagaNext, type SagaRow } from '#platform/sagas/sagas';
import { CrashPoints } from '#platform/service/crash-points';
import { MergeFlow, lookAgainMs } from '../../merging/merge-flow.js';

export const mergeSaga = 'merge-people';

/** What follows a merge: memberships first, then books, each asked until they say that it is done. */
@Injectable()
export class MergeSaga implements OnModuleInit {
  constructor(
    private readonly sagas: Sagas,
    private readonly database: Database,
    private readonly flow: MergeFlow,
    private readonly outbox: Outbox,
    private readonly crashPoints: CrashPoints,
  ) {}

  onModuleInit(): void {
    this.sagas.register(mergeSaga, (saga) => this.run(saga));
  }

  private async run({ step, data }: SagaRow): Promise<SagaNext> {
    const { mergeId } = data as { mergeId: Uuid };
    switch (step) {
      case 'move-holdings':
        await this.flow.send(mergeId, MoveHoldings, ({ clients, survivorId, closedId }) => ({
          mergeId,
          closedPersonId: closedId,
          survivorPersonId: survivorId,
          clients,
        }));
        this.crashPoints.reach('identity.merge.holdings-asked');
        return { step: 'holdings-moved', data };
      case 'holdings-moved':
        return (await this.flow.reach(mergeId)).holdingsMoved ? { step: 'join-books', data } : { wait: true, afterMs: lookAgainMs };
      case 'join-books':
        await this.flow.send(mergeId, JoinBooks, ({ clients, survivorId, closedId }) => ({
          mergeId,
          closedPersonId: closedId,
          survivorPersonId: survivorId,
          clients,
        }));
        this.crashPoints.reach('identity.merge.books-asked');
        return { step: 'books-joined', data };
      case 'books-joined':
        return (await this.flow.reach(mergeId)).booksJoined ? { step: 'finish', data } : { wait: true, afterMs: lookAgainMs };
      case 'finish':
        await this.finish(mergeId);
        this.crashPoints.reach('identity.merge.merged');
        return 'done';
      default:
        throw new Error(`a merge has no step ${step}`);
    }
  }

  /** It is told: to whoever listens, and to the logs of the other organizations that held one of the two. */
  private finish(mergeId: Uuid): Promise<void> {
    return this.flow.everywhere(mergeId, async (em, reach) => {
      const { survivorId, closedId, accounts, state } = reach;
      if (state !== 'moving') return; // Done by an earlier try.
      await this.database.as(em, 'merger', () => execute(em, `UPDATE merges SET state = 'merged' WHERE id = $1`, [mergeId]));
      await this.outbox.add(em, PersonMerged, { mergeId, survivorPersonId: survivorId, closedPersonId: closedId, accounts });
      await this.flow.recordElsewhere(em, reach, 'identity.person-merged');
    });
  }
}
