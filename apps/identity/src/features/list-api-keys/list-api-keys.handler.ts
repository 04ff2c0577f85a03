import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListApiKeys, type ApiKeyRecord } from '#contracts/identity/access';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { asAdministrator } from '../../access.js';
import { ApiKey } from '../../persistence/access.entity.js';
import { afterIdFilter } from '../../persistence/after-id.js';

/** The keys of the organizations the caller administers; never their secrets. */
@QueryHandler(ListApiKeys)
export class ListApiKeysHandler implements IQueryHandler<ListApiKeys> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after }: ListApiKeys): Promise<Page<ApiKeyRecord>> {
    const found = await this.database.transaction(
      (em) => em.find(ApiKey, afterIdFilter(after), { orderBy: { id: 'asc' }, limit: limit + 1 }),
      asAdministrator(),
    );
    const records = found.map((key) => key.record());
    return pageOf(records, limit, ({ id }) => [id]);
  }
}
