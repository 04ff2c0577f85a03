import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListApiKeys, type ApiKeyRecord } from '#contracts/identity/access';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { asAdministrator } from '../../access.js';
import { accessInView } from '../../access-in-view.js';
import { ApiKey } from '../../persistence/access.entity.js';
import { afterIdFilter } from '../../persistence/after-id.js';
import { KeyUses } from '../../persistence/key-uses.js';

/** The keys of the organizations the caller administers; never their secrets. */
@QueryHandler(ListApiKeys)
export class ListApiKeysHandler implements IQueryHandler<ListApiKeys> {
  constructor(
    private readonly database: Database,
    private readonly uses: KeyUses,
  ) {}

  execute({ limit, after }: ListApiKeys): Promise<Page<ApiKeyRecord>> {
    return this.database.transaction(async (em) => {
      const filter = { ...afterIdFilter(after), ...accessInView() };
      const found = await em.find(ApiKey, filter, { orderBy: { id: 'asc' }, limit: limit + 1 });
      const uses = await this.uses.of(
        em,
        found.map(({ id }) => id),
      );
      const records = found.map((key) => key.record(uses.get(key.id)));
      return pageOf(records, limit, ({ id }) => [id]);
    }, asAdministrator());
  }
}
