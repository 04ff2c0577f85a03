import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { ActingOrganization } from '#contracts/caller';
import { ListPeople, type PersonRecord } from '#contracts/identity/accounts.query';
import type { Page } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { afterId } from '../../persistence/after-id.js';
import { personRecords } from '../../persistence/person-records.js';

/** The organization's people, or those an import of its named; for a federation everybody in its network. Archived ones only when asked for (ID-22). */
@QueryHandler(ListPeople)
export class ListPeopleHandler implements IQueryHandler<ListPeople> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, importId, showArchived }: ListPeople): Promise<Page<PersonRecord>> {
    const { organization } = actingAdministrator();
    const { of, among: everybody, value, id, archived } = scope(organization, importId);
    const among = showArchived ? everybody : `${everybody} AND ${archived} IS NULL`;
    const last = afterId(after);
    const records = await this.database.transaction((em) =>
      personRecords(em, organization.id, {
        of,
        where: last ? `${among} AND ${id} > $3` : among,
        values: last ? [value, last] : [value],
        limit: limit + 1,
      }),
    );
    return pageOf(records, limit, ({ id }) => [id]);
  }
}

/** Each list walks an index that holds its ids in order; `$1` is the organization. */
function scope({ id: organizationId, kind }: ActingOrganization, importId: Uuid | undefined) {
  if (importId) {
    return {
      of: 'admissions a JOIN people p ON p.id = a.person_id',
      among: 'a.organization_id = $1 AND a.import_id = $2',
      value: importId,
      id: 'a.person_id',
      archived: 'held.archived_at',
    };
  }
  if (kind === 'federation')
    return {
      of: 'people p',
      among: 'p.network_id = $2 AND p.merged_into IS NULL',
      value: organizationId,
      id: 'p.id',
      archived: 'p.archived_at',
    };
  return {
    of: 'profiles mine JOIN people p ON p.id = mine.person_id',
    among: 'mine.organization_id = $2',
    value: organizationId,
    id: 'mine.person_id',
    archived: 'mine.archived_at',
  };
}
