import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { type Home, ListHomes } from '#contracts/memberships/homes';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingInNetwork } from '../../access.js';
import { idAfter } from '../../persistence/after-id.js';
import { clubsOfNetwork } from '../../persistence/home-moves.js';

/** Clubs of one network know each other by name: a home is chosen among them. */
@QueryHandler(ListHomes)
export class ListHomesHandler implements IQueryHandler<ListHomes> {
  constructor(private readonly database: Database) {}

  execute({ limit, after }: ListHomes): Promise<Page<Home>> {
    actingInNetwork();
    const asked = { afterId: idAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => pageOf(await clubsOfNetwork(em, asked), limit, ({ id }) => [id]));
  }
}
