import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type ActivityRecord, ListActivities } from '#contracts/memberships/entry';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { findActivities } from '../../persistence/activities.js';

@QueryHandler(ListActivities)
export class ListActivitiesHandler implements IQueryHandler<ListActivities> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, personId, accountId, kind, admitted }: ListActivities): Promise<Page<ActivityRecord>> {
    const { id } = actingAdministrator();
    const wanted = { personId, accountId, kind, admitted, beforeEntry: entryAfter(after), limit: limit + 1 };
    return this.database.transaction(async (em) => {
      const { data, next } = pageOf(await findActivities(em, id, wanted), limit, ({ entry }) => [entry]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}

function entryAfter(after: string | undefined): number | undefined {
  const entry = decodeCursor(after, 1)?.[0];
  if (entry !== undefined && !Number.isSafeInteger(entry)) throw new BadCursor();
  return entry as number | undefined;
}
