import { defineEntity, p, type FilterQuery } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { lineKinds } from '#contracts/identity/organizations';
import { visibilities, type Eligibility, type OfferRecord, type ReplacementRule, type Term } from '#contracts/memberships/offers';

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
    resale: p.boolean(),
    ledgerCode: p.text(),
    taxKind: p.enum(lineKinds),
    card: p.boolean(),
    cardPhoto: p.boolean(),
    family: p.boolean(),
    affiliation: p.boolean(),
    visibility: p.enum(visibilities),
    visibleFrom: p.date().nullable(),
    replacement: p.enum(['off', 'enabled', 'list'] as const),
    replacementOfferIds: p.array().columnType('uuid[]'),
    archived: p.boolean(),
    version: p.integer(),
  },
});

/** A membership as its federation designed it (MEM-1), or as the gym or club that sells it itself. */
export class Offer extends OfferSchema.class {}
OfferSchema.setClass(Offer);

/** The offer as everybody in the network may read it. */
export const offerRecord = (offer: Offer): OfferRecord => ({
  id: offer.id,
  federationId: offer.federationId,
  resale: offer.resale,
  names: offer.names,
  originalMinor: offer.originalMinor,
  currency: offer.currency,
  term: offer.term,
  expiresOn: offer.expiresOn ?? null,
  eligibility: offer.eligibility,
  quotaPerReseller: offer.quotaPerReseller ?? null,
  priceEditable: offer.priceEditable,
  ledgerCode: offer.ledgerCode,
  taxKind: offer.taxKind,
  card: offer.card,
  cardPhoto: offer.cardPhoto,
  family: offer.family,
  affiliation: offer.affiliation,
  visibility: offer.visibility,
  visibleFrom: offer.visibleFrom ?? null,
  replacement: ruleOf(offer),
  archived: offer.archived,
  version: offer.version,
});

/** The replacement rule as the columns of an offer hold it. */
export const ruleOf = ({ replacement, replacementOfferIds }: Pick<Offer, 'replacement' | 'replacementOfferIds'>): ReplacementRule => ({
  mode: replacement,
  offerIds: replacementOfferIds,
});

export const ruleColumns = ({ mode, offerIds }: ReplacementRule): Pick<Offer, 'replacement' | 'replacementOfferIds'> => ({
  replacement: mode,
  replacementOfferIds: offerIds,
});

/** Who reads offers, on which day of theirs. */
export interface OfferReader {
  readonly id: Uuid;
  readonly federationId: Uuid | null;
  readonly today: LocalDate;
}

/**
 * Whoever designed an offer works on it in any state; a club finds those of its federation that are not archived (MEM-12), from
 * their day on. `listed` leaves out what no store shows either (MEM-7).
 */
export function offersShownTo({ id, federationId, today }: OfferReader, { listed }: { listed: boolean }): FilterQuery<Offer> {
  if (federationId === null || federationId === id) return { federationId: id };
  const inStore = [{ visibility: 'immediate' as const }, { visibility: 'scheduled' as const, visibleFrom: { $lte: today } }];
  const found = listed ? inStore : [...inStore, { visibility: ['hidden' as const, 'unavailable' as const] }];
  return { $or: [{ federationId: id }, { federationId, archived: false, $or: found }] };
}

/** What may enter the reader's warehouse: its own, and what its federation shares with it, shown in the store or not (MEM-12). */
export const offersToStock = (reader: OfferReader): FilterQuery<Offer> => ({
  $and: [offersShownTo(reader, { listed: false }), { archived: false, affiliation: false }],
});
