import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CatalogueDraftPublished } from '#contracts/memberships/catalogue-events';
import { type CatalogueDraftRecord, PublishCatalogueDraft } from '#contracts/memberships/catalogue-drafts';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { DraftClosed, DraftOutdated } from '../../domain/draft.errors.js';
import { outdated, published } from '../../domain/what-if.js';
import { catalogueOf, closeDraft, findDraftForUpdate, redesign } from '../../persistence/catalogue-drafts.js';

/** Puts a draft in force: all its changes at once, exactly as they were drafted. */
@CommandHandler(PublishCatalogueDraft)
export class PublishCatalogueDraftHandler implements ICommandHandler<PublishCatalogueDraft> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: PublishCatalogueDraft): Promise<CatalogueDraftRecord> {
    const { id: designerId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const draft = await findDraftForUpdate(em, designerId, command.draftId);
      if (!draft) throw new Missing('memberships.no-such-draft');
      if (draft.state !== 'open') throw new DraftClosed({ state: draft.state });
      const offers = await catalogueOf(em, designerId, { forUpdate: true });
      const changed = outdated(draft.changes, offers);
      if (changed.length > 0) throw new DraftOutdated({ offerIds: changed });

      const after = published(offers, draft.changes);
      await redesign(
        em,
        draft.changes.map(({ offerId }) => after.get(offerId)!),
      );
      await closeDraft(em, draft.id, 'published');
      await this.audit.record(em, {
        organizationId: designerId,
        action: 'memberships.catalogue-draft-published',
        subject: draft.id,
        facts: {
          changes: draft.changes.map(({ offerId, originalMinor, replacement }) => ({ offerId, originalMinor, rule: replacement?.mode })),
        },
      });
      const offersNow = draft.changes.map(({ offerId, version }) => ({
        offerId,
        version: version + 1,
        originalMinor: after.get(offerId)!.originalMinor,
      }));
      await this.outbox.add(em, CatalogueDraftPublished, { draftId: draft.id, organizationId: designerId, offers: offersNow });
      return { ...draft, state: 'published' };
    });
  }
}
