import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { type CardRecord, ListCards } from '#contracts/memberships/cards';
import type { Page } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { cardRecord } from '../../cards/printed-cards.js';
import { findCards } from '../../persistence/cards.js';

@QueryHandler(ListCards)
export class ListCardsHandler implements IQueryHandler<ListCards> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  execute({ limit, after, personId, accountId, membershipId, voided }: ListCards): Promise<Page<CardRecord>> {
    const seller = actingAdministrator();
    const today = todayIn(seller.timeZone, this.clock.now());
    const wanted = { personId, accountId, membershipId, voided, afterEntry: entryAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => {
      const { data, next } = pageOf(await findCards(em, seller.id, today, wanted), limit, ({ entry }) => [entry]);
      return { data: data.map((card) => cardRecord(card, seller, today)), next };
    });
  }
}

function entryAfter(after: string | undefined): number | undefined {
  const entry = decodeCursor(after, 1)?.[0];
  if (entry !== undefined && !Number.isSafeInteger(entry)) throw new BadCursor();
  return entry as number | undefined;
}
