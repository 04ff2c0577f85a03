import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BooksSplit } from '#contracts/billing/merges';
import { MergeSteps } from '../../merging/merge-steps.js';

/** Each has their own documents and money again: the closed person may open. */
@CommandHandler(BooksSplit)
export class OnBooksSplitHandler implements ICommandHandler<BooksSplit> {
  constructor(private readonly steps: MergeSteps) {}

  execute({ mergeId, clientsInUse }: BooksSplit): Promise<void> {
    return this.steps.done(mergeId, 'books-split', { clientsInUse });
  }
}
