import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { PrintedCard } from '#contracts/memberships/cards';
import { GetOwnCard } from '#contracts/memberships/own';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { cardRecord, PrintedCards } from '../../cards/printed-cards.js';
import { cardCode } from '../../domain/card-code.js';
import { isOwnCardOf } from './own-card.js';

/** The card of a membership of the caller's own account. */
@QueryHandler(GetOwnCard)
export class GetOwnCardHandler implements IQueryHandler<GetOwnCard> {
  constructor(
    private readonly clients: OwnClients,
    private readonly cards: PrintedCards,
  ) {}

  async execute({ clientId, membershipId, language }: GetOwnCard): Promise<PrintedCard> {
    const client = await this.clients.find(clientId);
    const { organization } = client;
    const { card, holder, today } = await actingFor(client, () => this.cards.get(organization, membershipId, { of: isOwnCardOf(client) }));
    const { name, email } = holder;
    return { ...cardRecord(card, organization, today, language), code: cardCode(card.code), holder: { name, email } };
  }
}
