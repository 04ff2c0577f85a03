import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOrganizations, type OrganizationRecord } from '#contracts/identity/organizations';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { asAdministrator } from '../../access.js';
import { afterIdFilter } from '../../persistence/after-id.js';
import { Organization } from '../../persistence/organization.entity.js';

/** Those the caller sees, by id: in the order in which they were registered. */
@QueryHandler(ListOrganizations)
export class ListOrganizationsHandler implements IQueryHandler<ListOrganizations> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after }: ListOrganizations): Promise<Page<OrganizationRecord>> {
    const found = await this.database.transaction(
      (em) => em.find(Organization, afterIdFilter(after), { orderBy: { id: 'asc' }, limit: limit + 1 }),
      asAdministrator(),
    );
    const records = found.map((organization) => organization.record());
    return pageOf(records, limit, ({ id }) => [id]);
  }
}
