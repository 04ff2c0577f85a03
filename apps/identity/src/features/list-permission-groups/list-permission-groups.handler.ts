import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPermissionGroups, type PermissionGroupRecord } from '#contracts/identity/permission-groups';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { isId } from '../../persistence/after-id.js';
import { PermissionGroups } from '../../persistence/permission-groups.js';

/** The groups of the acting organization, by name. */
@QueryHandler(ListPermissionGroups)
export class ListPermissionGroupsHandler implements IQueryHandler<ListPermissionGroups> {
  constructor(
    private readonly database: Database,
    private readonly groups: PermissionGroups,
  ) {}

  execute({ limit, after, right, sort }: ListPermissionGroups): Promise<Page<PermissionGroupRecord>> {
    const { organization } = actingAdministrator();
    const [afterName, afterId] = decodeCursor(after, 2) ?? [];
    if (afterName !== undefined && (typeof afterName !== 'string' || !isId(afterId))) throw new BadCursor();
    const from = afterName === undefined ? {} : { afterName, afterId: String(afterId) };
    return this.database.transaction(async (em) => {
      const filter = { right, ...from, descending: sort === '-name', limit: limit + 1 };
      return pageOf(await this.groups.list(em, organization.id, filter), limit, ({ name, id }) => [name, id]);
    });
  }
}
