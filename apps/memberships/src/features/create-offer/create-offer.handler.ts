import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { OfferCreated } from '#contracts/memberships/catalogue-events';
import { CreateOffer, type OfferRecord } from '#contracts/memberships/offers';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { plainName } from '../../domain/name.js';
import { checkedDesign } from '../../domain/offer.js';
import { chosenRule } from '../../domain/replacement-rule.js';
import { checkAffiliation, checkResale } from '../../domain/resale.js';
import { visibilityAfter } from '../../domain/visibility.js';
import { alternativesOf } from '../../persistence/alternatives.js';
import { Offer, offerRecord, ruleColumns } from '../../persistence/offer.entity.js';

/** An administrator designs an offer (MEM-1). Its id comes with the command, so sending it twice makes one. */
@CommandHandler(CreateOffer)
export class CreateOfferHandler implements ICommandHandler<CreateOffer> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  execute(command: CreateOffer): Promise<OfferRecord> {
    const designer = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const earlier = await em.findOne(Offer, { id: command.offerId, federationId: designer.id });
      if (earlier) return offerRecord(earlier);

      const offer = await this.design(em, command, designer);
      const { id: subject, originalMinor, currency, resale, version } = offer;
      await this.audit.record(em, {
        organizationId: designer.id,
        action: 'memberships.offer-created',
        subject,
        facts: { originalMinor, currency, resale },
      });
      const created = { offerId: subject, organizationId: designer.id, version, resale, originalMinor, currency };
      await this.outbox.add(em, OfferCreated, created);
      return offerRecord(offer);
    });
  }

  private async design(em: EntityManager, command: CreateOffer, designer: ActingOrganization): Promise<Offer> {
    const { offerId: id, originalMinor } = command;
    const affiliation = command.affiliation ?? false;
    const resale = command.resale ?? (designer.kind === 'federation' && !affiliation);
    checkResale(resale, designer);
    checkAffiliation(affiliation, { resale, kind: designer.kind });
    const asked = command.replacement ?? { mode: 'off' };
    const family = command.family ?? false;
    const design = checkedDesign({ ...command, family, affiliation, replaceable: asked.mode !== 'off' });
    const itself = { id, originalMinor, resale, family, archived: false };
    const offer = em.create(Offer, {
      id,
      federationId: designer.id,
      resale,
      ...design,
      originalMinor,
      currency: designer.currency,
      quotaPerReseller: command.quotaPerReseller ?? null,
      priceEditable: command.priceEditable ?? true, // MEM-5: allowed unless the federation forbids it.
      ledgerCode: plainName(command.ledgerCode) ?? 'MEMBERSHIPS',
      taxKind: command.taxKind ?? 'membership',
      card: command.card ?? false,
      cardPhoto: command.cardPhoto ?? false,
      family,
      affiliation,
      ...visibilityAfter({ visibility: 'immediate', visibleFrom: null }, command),
      ...ruleColumns(chosenRule(asked, itself, await alternativesOf(em, designer.id))),
      archived: false,
      version: 1,
    });
    await em.flush();
    return offer;
  }
}
