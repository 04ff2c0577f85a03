import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import type { InNetwork } from '../access.js';
import { judgeAffiliation, type JudgedAffiliation } from '../domain/affiliation.js';
import { nameIn } from '../domain/offer.js';
import { type AffiliationOffer, affiliatedFor, affiliationOffer } from '../persistence/affiliations.js';
import { Sellers } from '../persistence/sellers.js';

export interface AffiliationAsked {
  readonly offer: AffiliationOffer;
  readonly name: string; // In the federation's language: its invoice is in it.
  readonly today: LocalDate; // The federation's, which sells it.
  readonly judged: JudgedAffiliation;
}

/** An affiliation as billing is told of it. */
export const billedAffiliation = (
  { offer, name }: AffiliationAsked,
  club: InNetwork,
  operationId: Uuid,
  { effectiveOn, expiresOn }: { readonly effectiveOn: LocalDate; readonly expiresOn: LocalDate },
) => ({
  operationId,
  organizationId: club.id,
  federationId: club.federationId,
  name,
  netMinor: offer.originalMinor,
  currency: offer.currency,
  ledgerCode: offer.ledgerCode,
  taxKind: offer.taxKind,
  effectiveOn,
  expiresOn,
});

/** Judges what a club asks for; preview and purchase take this same path. */
@Injectable()
export class Affiliations {
  constructor(private readonly sellers: Sellers) {}

  async judged(em: EntityManager, club: InNetwork, offerId: Uuid): Promise<AffiliationAsked> {
    const offer = await affiliationOffer(em, club.federationId, offerId);
    if (!offer) throw new Missing('memberships.no-such-offer');
    const today = await this.sellers.today(em, club.federationId);
    const name = nameIn(offer.names, await this.sellers.languagesOf(em, club.federationId));
    return { offer, name, today, judged: judgeAffiliation(offer, await affiliatedFor(em, club.id, offerId), today) };
  }
}
