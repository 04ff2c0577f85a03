import { Injectable } from '@nestjs/common';
import { derivedId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { Inbox } from '#platform/outbox/inbox';
import { Sagas } from '#platform/sagas/sagas';

const columns = {
  'holdings-moved': 'holdings_moved_at',
  'books-joined': 'books_joined_at',
  'books-split': 'books_split_at',
  'holdings-returned': 'holdings_returned_at',
} as const;
export type MergeStep = keyof typeof columns;

/** The undoing of a merge is a saga of its own. */
export const unmergeIdOf = (mergeId: Uuid): Uuid => derivedId('unmerge', mergeId);

/** What an unmerge leaves with the survivor, and which later sales go back. */
interface LeftOver {
  readonly clientsInUse?: readonly Uuid[];
  readonly saleIds?: readonly Uuid[];
}

/** What the other services have done of a merge. */
@Injectable()
export class MergeSteps {
  constructor(
    private readonly inbox: Inbox,
    private readonly database: Database,
    private readonly sagas: Sagas,
  ) {}

  /** Notes that a step is done, and wakes the saga that waits for it. */
  done(mergeId: Uuid, step: MergeStep, { clientsInUse = [], saleIds = [] }: LeftOver = {}): Promise<void> {
    const column = columns[step];
    const text = `UPDATE merge_reach SET ${column} = now(), clients_in_use = clients_in_use || $2::uuid[], sale_ids = sale_ids || $3::uuid[]
      WHERE merge_id = $1 AND ${column} IS NULL`;
    return this.inbox.once(async (em) => {
      await this.database.as(em, 'merger', () => execute(em, text, [mergeId, clientsInUse, saleIds]));
      await this.sagas.wakeIn(em, step === 'holdings-moved' || step === 'books-joined' ? mergeId : unmergeIdOf(mergeId));
    });
  }
}
