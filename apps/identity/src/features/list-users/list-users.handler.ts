import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUsers, type UserRecord } from '#contracts/identity/access';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { asAdministrator } from '../../access.js';
import { Grant } from '../../persistence/access.entity.js';
import { afterIdFilter } from '../../persistence/after-id.js';

/** Who can sign in for the organizations the caller administers, each as that organization knows them. */
@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after }: ListUsers): Promise<Page<UserRecord>> {
    const found = await this.database.transaction(
      (em) => em.find(Grant, afterIdFilter(after), { orderBy: { id: 'asc' }, limit: limit + 1 }),
      asAdministrator(),
    );
    const records = found.map((grant) => grant.record());
    return pageOf(records, limit, ({ id }) => [id]);
  }
}
