import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ListImports, type ImportRecord } from '#contracts/imports/imports';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingClub } from '../../access.js';
import { recordOf, sameContentAs } from '../../persistence/import-records.js';
import { Import } from '../../persistence/import.entity.js';

/** The acting club's imports, the latest first. */
@QueryHandler(ListImports)
export class ListImportsHandler implements IQueryHandler<ListImports> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, kind }: ListImports): Promise<Page<ImportRecord>> {
    const { club } = actingClub();
    const last = lastShown(after);
    return this.database.transaction(async (em) => {
      const earlier = last && { $or: [{ createdAt: { $lt: last.createdAt } }, { createdAt: last.createdAt, id: { $lt: last.id } }] };
      const found = await em.find(
        Import,
        { organizationId: club.id, ...(kind && { kind }), ...earlier },
        { orderBy: { createdAt: 'desc', id: 'desc' }, limit: limit + 1 },
      );
      const same = await sameContentAs(em, found);
      const { data, next } = pageOf(found, limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
      return { data: data.map((each) => recordOf(each, same.get(each.id)!)), next };
    });
  }
}

function lastShown(after: string | undefined): { createdAt: Date; id: string } | undefined {
  const cursor = decodeCursor(after, 2);
  if (!cursor) return undefined;
  const [createdAt, id] = [new Date(cursor[0]), String(cursor[1])];
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) throw new BadCursor();
  return { createdAt, id };
}
