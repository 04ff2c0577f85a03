import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CatalogueDraftRecord, DiscardCatalogueDraft } from '#contracts/memberships/catalogue-drafts';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { DraftClosed } from '../../domain/draft.errors.js';
import { closeDraft, findDraftForUpdate } from '../../persistence/catalogue-drafts.js';

@CommandHandler(DiscardCatalogueDraft)
export class DiscardCatalogueDraftHandler implements ICommandHandler<DiscardCatalogueDraft> {
  constructor(private readonly idempotency: Idempotency) {}

  execute(command: DiscardCatalogueDraft): Promise<CatalogueDraftRecord> {
    const { id: designerId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const draft = await findDraftForUpdate(em, designerId, command.draftId);
      if (!draft) throw new Missing('memberships.no-such-draft');
      if (draft.state !== 'open') throw new DraftClosed({ state: draft.state });
      await closeDraft(em, draft.id, 'discarded');
      return { ...draft, state: 'discarded' };
    });
  }
}
