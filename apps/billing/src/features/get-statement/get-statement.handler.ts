import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetStatement, type StatementRecord } from '#contracts/billing/statements.query';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { readCursor } from '../../persistence/list-cursors.js';
import { StatementPages } from '../../persistence/statement-pages.js';

@QueryHandler(GetStatement)
export class GetStatementHandler implements IQueryHandler<GetStatement> {
  constructor(
    private readonly database: Database,
    private readonly pages: StatementPages,
  ) {}

  execute({ after, ...asked }: GetStatement): Promise<StatementRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const values = readCursor(after, ['day', 'number', 'number', 'number', 'id']);
    const place = values && { on: values[0], at: values[1], rank: values[2], number: values[3], id: values[4] };
    const page = { ...asked, after: place };
    return this.database.transaction(async (em) => (await this.pages.page(em, organization.id, page)).statement, { repeated: true });
  }
}
