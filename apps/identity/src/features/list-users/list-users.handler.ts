import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListUsers, type UserRecord } from '#contracts/identity/access';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { asAdministrator } from '../../access.js';
import { accessInView } from '../../access-in-view.js';
import { Grant } from '../../persistence/access.entity.js';
import { afterIdFilter } from '../../persistence/after-id.js';
import { Staff } from '../../persistence/staff.js';

/** Who can sign in for the organizations the caller administers, each as that organization knows them. */
@QueryHandler(ListUsers)
export class ListUsersHandler implements IQueryHandler<ListUsers> {
  constructor(
    private readonly database: Database,
    private readonly staff: Staff,
  ) {}

  execute({ limit, after }: ListUsers): Promise<Page<UserRecord>> {
    return this.database.transaction(async (em) => {
      const filter = { ...afterIdFilter(after), ...accessInView() };
      const found = await em.find(Grant, filter, { orderBy: { id: 'asc' }, limit: limit + 1 });
      return pageOf(await this.staff.records(em, found), limit, ({ id }) => [id]);
    }, asAdministrator());
  }
}
