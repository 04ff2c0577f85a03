import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { OfferChanged } from '#contracts/memberships/catalogue-events';
import { ChangeOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { changedFields } from '../../domain/changed-fields.js';
import { plainName } from '../../domain/name.js';
import { checkedDesign } from '../../domain/offer.js';
import { chosenRule } from '../../domain/replacement-rule.js';
import { visibilityAfter } from '../../domain/visibility.js';
import { alternativesOf } from '../../persistence/alternatives.js';
import { Offer, offerRecord, ruleColumns, ruleOf } from '../../persistence/offer.entity.js';

/** Changes an offer for sales to come. What was sold keeps its price and dates; what an import has frozen keeps its terms. */
@CommandHandler(ChangeOffer)
export class ChangeOfferHandler implements ICommandHandler<ChangeOffer> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: ChangeOffer): Promise<OfferRecord> {
    const designer = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const own = { id: command.offerId, federationId: designer.id };
      const offer = await em.findOne(Offer, own, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (!offer) throw new Missing('memberships.no-such-offer');
      if (offer.version !== command.version) throw new Stale('memberships.stale-offer', { version: offer.version });

      const before = offerRecord(offer);
      await this.change(em, offer, command);
      await this.audit.record(em, {
        organizationId: designer.id,
        action: 'memberships.offer-changed',
        subject: offer.id,
        facts: {
          version: offer.version,
          originalMinor: offer.originalMinor,
          archived: offer.archived,
          replacement: offer.replacement,
          replacedBy: offer.replacementOfferIds.length,
        },
      });
      const after = offerRecord(offer);
      const changed = { offerId: offer.id, organizationId: designer.id, version: offer.version, archived: offer.archived };
      await this.outbox.add(em, OfferChanged, { ...changed, changed: changedFields(before, after) });
      return after;
    });
  }

  private async change(em: EntityManager, offer: Offer, command: ChangeOffer): Promise<void> {
    const originalMinor = command.originalMinor ?? offer.originalMinor;
    const rule = command.replacement
      ? chosenRule(command.replacement, { ...offer, originalMinor }, await alternativesOf(em, offer.federationId))
      : ruleOf(offer);
    const design = checkedDesign({
      names: command.names ?? offer.names,
      term: command.term ?? offer.term,
      expiresOn: command.expiresOn === undefined ? offer.expiresOn : command.expiresOn,
      eligibility: command.eligibility ?? offer.eligibility,
      family: offer.family,
      affiliation: offer.affiliation,
      replaceable: rule.mode !== 'off',
    });
    const shown = { visibility: offer.visibility, visibleFrom: offer.visibleFrom ?? null };
    Object.assign(offer, design, ruleColumns(rule), visibilityAfter(shown, command), {
      originalMinor,
      quotaPerReseller: command.quotaPerReseller === undefined ? offer.quotaPerReseller : command.quotaPerReseller,
      priceEditable: command.priceEditable ?? offer.priceEditable,
      ledgerCode: plainName(command.ledgerCode) ?? offer.ledgerCode,
      taxKind: command.taxKind ?? offer.taxKind,
      card: command.card ?? offer.card,
      cardPhoto: command.cardPhoto ?? offer.cardPhoto,
      archived: command.archived ?? offer.archived,
      version: offer.version + 1,
    });
    await em.flush();
  }
}
