import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { type CatalogueDraftRecord, ListCatalogueDrafts } from '#contracts/memberships/catalogue-drafts';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { idAfter } from '../../persistence/after-id.js';
import { draftsOf } from '../../persistence/catalogue-drafts.js';

@QueryHandler(ListCatalogueDrafts)
export class ListCatalogueDraftsHandler implements IQueryHandler<ListCatalogueDrafts> {
  constructor(private readonly database: Database) {}

  execute({ limit, after }: ListCatalogueDrafts): Promise<Page<CatalogueDraftRecord>> {
    const { id: designerId } = actingAdministrator();
    return this.database.transaction(async (em) => {
      const drafts = await draftsOf(em, designerId, { after: idAfter(after), limit: limit + 1 });
      return pageOf(drafts, limit, ({ id }) => [id]);
    });
  }
}
