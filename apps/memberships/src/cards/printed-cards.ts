import { Injectable } from '@nestjs/common';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { DocumentLanguage } from '#contracts/billing/files.query';
import type { ActingOrganization } from '#contracts/caller';
import { DescribeCardHolder, type CardHolder } from '#contracts/identity/describe-card-holder.query';
import type { CardRecord } from '#contracts/memberships/cards';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { Messages } from '#platform/messaging/messages';
import { cardNumber, voidBecause } from '../domain/card.js';
import { nameIn } from '../domain/offer.js';
import { type Card, findCardOf } from '../persistence/cards.js';

/** A card with all that is printed on it: what is known here, and what the seller knows of its holder. */
@Injectable()
export class PrintedCards {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  async get(
    seller: ActingOrganization,
    membershipId: Uuid,
    { drawn = false, of = () => true }: { readonly drawn?: boolean; readonly of?: (card: Card) => boolean } = {},
  ): Promise<{ card: Card; holder: CardHolder; today: LocalDate }> {
    const card = await this.database.transaction((em) => findCardOf(em, seller.id, membershipId));
    if (!card || !of(card)) throw new Missing('memberships.no-such-card');
    const { personId, accountId } = card;
    const { holder } = await this.messages.ask(message(DescribeCardHolder, { personId, accountId, withPhoto: drawn && card.photo }));
    const today = todayIn(seller.timeZone, this.clock.now());
    return { card, holder: holder ?? { name: '', email: null, photo: null }, today };
  }
}

/** The seller's own name for it in its own language, and the offer's in any other that it has one in. */
export function membershipName({ names, listingName }: Card, { languages }: ActingOrganization, language?: DocumentLanguage): string {
  return language && language !== languages[0] && names[language] ? nameIn(names, [language]) : listingName;
}

export const cardRecord = (card: Card, seller: ActingOrganization, today: LocalDate, language?: DocumentLanguage): CardRecord => ({
  id: card.id,
  number: cardNumber(card.number),
  membershipId: card.membershipId,
  personId: card.personId,
  accountId: card.accountId,
  membership: membershipName(card, seller, language),
  effectiveOn: card.effectiveOn,
  expiresOn: card.expiresOn,
  voidBecause: voidBecause(card, today),
  issuedAt: card.issuedAt.toISOString(),
});
