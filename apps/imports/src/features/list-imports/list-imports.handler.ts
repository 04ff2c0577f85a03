import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ListImports, type ImportRecord } from '#contracts/imports/imports';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingClub } from '../../access.js';
import { type ListedAfter, importRecords } from '../../persistence/import-records.js';

/** The acting club's imports, the latest first. */
@QueryHandler(ListImports)
export class ListImportsHandler implements IQueryHandler<ListImports> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, kind }: ListImports): Promise<Page<ImportRecord>> {
    const { club } = actingClub();
    const last = lastShown(after);
    return this.database.transaction(async (em) => {
      const found = await importRecords(em, club.id, { kind, after: last, limit: limit + 1 });
      return pageOf(found, limit, ({ createdAt, id }) => [createdAt, id]);
    });
  }
}

function lastShown(after: string | undefined): ListedAfter | undefined {
  const cursor = decodeCursor(after, 2);
  if (!cursor) return undefined;
  const [createdAt, id] = [new Date(cursor[0]), String(cursor[1])];
  if (Number.isNaN(createdAt.getTime()) || !/^[0-9a-f-]{36}$/.test(id)) throw new BadCursor();
  return { createdAt, id };
}
