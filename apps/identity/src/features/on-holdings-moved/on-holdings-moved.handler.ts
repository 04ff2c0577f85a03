import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HoldingsMoved } from '#contracts/memberships/merges';
import { MergeSteps } from '../../merging/merge-steps.js';

/** What the closed person held is the survivor's: the merge goes on to the books. */
@CommandHandler(HoldingsMoved)
export class OnHoldingsMovedHandler implements ICommandHandler<HoldingsMoved> {
  constructor(private readonly steps: MergeSteps) {}

  execute({ mergeId }: HoldingsMoved): Promise<void> {
    return this.steps.done(mergeId, 'holdings-moved');
  }
}
