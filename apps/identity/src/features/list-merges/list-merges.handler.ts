import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListMerges, type MergeRecord } from '#contracts/identity/merges';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { mergingOrganization } from '../../access.js';
import { isId } from '../../persistence/after-id.js';
import { mergeRecords } from '../../persistence/merge-records.js';

/** The history of an organization's merges, undone ones included. */
@QueryHandler(ListMerges)
export class ListMergesHandler implements IQueryHandler<ListMerges> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, state, personId, from, to, sort = '-mergedAt' }: ListMerges): Promise<Page<MergeRecord>> {
    const { organization } = mergingOrganization();
    const last = lastShown(after);
    const newestFirst = sort === '-mergedAt';
    const [beyond, way] = newestFirst ? ['<', 'DESC'] : ['>', 'ASC'];
    const records = await this.database.transaction((em) =>
      mergeRecords(em, organization.id, {
        where: `${among} AND ($7::timestamptz IS NULL OR (m.merged_at, m.id) ${beyond} ($7::timestamptz, $8::uuid))`,
        values: [state ?? null, personId ?? null, from ?? null, to ?? null, organization.timeZone, last?.at ?? null, last?.id ?? null],
        order: `m.merged_at ${way}, m.id ${way}`,
        limit: limit + 1,
      }),
    );
    return pageOf(records, limit, ({ mergedAt, id }) => [mergedAt, id]);
  }
}

const among = `($2::text IS NULL OR m.state = $2) AND ($3::uuid IS NULL OR $3 IN (m.survivor_id, m.closed_id))
  AND ($4::date IS NULL OR (m.merged_at AT TIME ZONE $6)::date >= $4) AND ($5::date IS NULL OR (m.merged_at AT TIME ZONE $6)::date <= $5)`;

function lastShown(cursor: string | undefined): { at: string; id: string } | undefined {
  const values = decodeCursor(cursor, 2);
  if (!values) return undefined;
  const [at, id] = values;
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !isId(id)) throw new BadCursor();
  return { at, id };
}
