import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListForms, type FormRecord } from '#contracts/identity/forms';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { formsOf } from '../../persistence/forms.js';

@QueryHandler(ListForms)
export class ListFormsHandler implements IQueryHandler<ListForms> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, archived }: ListForms): Promise<Page<FormRecord>> {
    const { organization } = actingAdministrator();
    const [afterEntry] = decodeCursor(after, 1) ?? [];
    if (typeof afterEntry === 'string') throw new BadCursor();
    const wanted = { archived, afterEntry, limit: limit + 1 };
    const rows = await this.database.transaction((em) => formsOf(em, organization.id, wanted));
    const { data, next } = pageOf(rows, limit, ({ entry }) => [entry]);
    return { data: data.map(({ entry: _order, ...form }) => form), next };
  }
}
