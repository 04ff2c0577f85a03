import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetCard, type PrintedCard } from '#contracts/memberships/cards';
import { actingAdministrator } from '../../access.js';
import { cardRecord, PrintedCards } from '../../cards/printed-cards.js';
import { cardCode } from '../../domain/card-code.js';

/** A card of what the acting organization sold: its holder is its client, and nobody else's business (MEM-11). */
@QueryHandler(GetCard)
export class GetCardHandler implements IQueryHandler<GetCard> {
  constructor(private readonly cards: PrintedCards) {}

  async execute({ membershipId, language }: GetCard): Promise<PrintedCard> {
    const seller = actingAdministrator();
    const { card, holder, today } = await this.cards.get(seller, membershipId);
    const { name, email } = holder;
    return { ...cardRecord(card, seller, today, language), code: cardCode(card.code), holder: { name, email } };
  }
}
