import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import type { CardRecord } from '#contracts/memberships/cards';
import { ListOwnCards } from '#contracts/memberships/own';
import type { Page } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { OwnClients, actingFor } from '#platform/organizations/own-clients';
import { pageOf } from '#platform/paging';
import { cardRecord } from '../../cards/printed-cards.js';
import { findCards } from '../../persistence/cards.js';
import { entryAfter } from '../../persistence/entry-after.js';

/** Cards in force of the caller's own account. */
@QueryHandler(ListOwnCards)
export class ListOwnCardsHandler implements IQueryHandler<ListOwnCards> {
  constructor(
    private readonly database: Database,
    private readonly clients: OwnClients,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId, limit, after }: ListOwnCards): Promise<Page<CardRecord>> {
    const client = await this.clients.find(clientId);
    const { organization, accountId } = client;
    const today = todayIn(organization.timeZone, this.clock.now());
    const usedBy = client.owner ? undefined : client.personId;
    const wanted = { accountId, usedBy, voided: false, afterEntry: entryAfter(after), limit: limit + 1 };
    const find = () => this.database.transaction((em) => findCards(em, organization.id, today, wanted));
    const found = await actingFor(client, find);
    const { data, next } = pageOf(found, limit, ({ entry }) => [entry]);
    return { data: data.map((card) => cardRecord(card, organization, today)), next };
  }
}
