import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { HoldingsReturned } from '#contracts/memberships/merges';
import { MergeSteps } from '../../merging/merge-steps.js';

/** Each holds their own again: the books follow, with what was billed for it. */
@CommandHandler(HoldingsReturned)
export class OnHoldingsReturnedHandler implements ICommandHandler<HoldingsReturned> {
  constructor(private readonly steps: MergeSteps) {}

  execute({ mergeId, clientsInUse, saleIds }: HoldingsReturned): Promise<void> {
    return this.steps.done(mergeId, 'holdings-returned', { clientsInUse, saleIds });
  }
}
