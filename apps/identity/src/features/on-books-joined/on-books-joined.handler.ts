import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { BooksJoined } from '#contracts/billing/merges';
import { MergeSteps } from '../../merging/merge-steps.js';

/** The books are one: nothing is left to move. */
@CommandHandler(BooksJoined)
export class OnBooksJoinedHandler implements ICommandHandler<BooksJoined> {
  constructor(private readonly steps: MergeSteps) {}

  execute({ mergeId }: BooksJoined): Promise<void> {
    return this.steps.done(mergeId, 'books-joined');
  }
}
