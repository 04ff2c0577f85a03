import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CatalogueDraftRecord, CreateCatalogueDraft } from '#contracts/memberships/catalogue-drafts';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { drafted } from '../../domain/what-if.js';
import { catalogueOf, draftsOf, insertDraft } from '../../persistence/catalogue-drafts.js';

/** Keeps what a designer would change. Its id comes with the command, so sending it twice makes one. */
@CommandHandler(CreateCatalogueDraft)
export class CreateCatalogueDraftHandler implements ICommandHandler<CreateCatalogueDraft> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly clock: Clock,
  ) {}

  execute(command: CreateCatalogueDraft): Promise<CatalogueDraftRecord> {
    const designer = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const [earlier] = await draftsOf(em, designer.id, { id: command.draftId, limit: 1 });
      if (earlier) return earlier;

      const offers = await catalogueOf(em, designer.id);
      const latest = [...new Map(command.changes.map((change) => [change.offerId, change])).values()];
      if (!latest.every(({ offerId }) => offers.has(offerId))) throw new Missing('memberships.no-such-offer');
      const draft = {
        id: command.draftId,
        state: 'open' as const,
        changes: drafted(latest, offers),
        createdAt: this.clock.now().toISOString(),
      };
      await insertDraft(em, designer.id, draft);
      return draft;
    });
  }
}
