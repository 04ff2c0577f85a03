import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { Eligibility, OfferRecord, Term } from '#contracts/memberships/offers';

const OfferSchema = defineEntity({
  name: 'Offer',
  tableName: 'offers',
  properties: {
    id: p.uuid().primary(),
    federationId: p.uuid(),
    names: p.json<Record<string, string>>(),
    originalMinor: p.integer(),
    currency: p.text(),
    term: p.json<Term>(),
    expiresOn: p.date().nullable(),
    eligibility: p.json<Eligibility>(),
    quotaPerReseller: p.integer().nullable(),
    priceEditable: p.boolean(),
    ledgerCode: p.text(),
    archived: p.boolean(),
    version: p.integer(),
  },
});

/** A membership as its federation designed it (MEM-1). */
export class Offer extends OfferSchema.class {}
OfferSchema.setClass(Offer);

/** The offer as everybody in the network may read it. */
export const offerRecord = (offer: Offer): OfferRecord => ({
  id: offer.id,
  federationId: offer.federationId,
  names: offer.names,
  originalMinor: offer.originalMinor,
  currency: offer.currency,
  term: offer.term,
  expiresOn: offer.expiresOn ?? null,
  eligibility: offer.eligibility,
  quotaPerReseller: offer.quotaPerReseller ?? null,
  priceEditable: offer.priceEditable,
  ledgerCode: offer.ledgerCode,
  archived: offer.archived,
  version: offer.version,
});

/** A federation works on all its offers; its clubs find those that are not archived (MEM-12). */
export const offersShownTo = ({
  kind,
  federationId,
}: {
  kind: string;
  federationId: Uuid;
}): { federationId: Uuid; archived?: boolean } => ({
  federationId,
  ...(kind !== 'federation' && { archived: false }),
});
