import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListAuditLog, type AuditRecord } from '#contracts/identity/audit-log.query';
import type { Page } from '#contracts/message';
import { auditEntries } from '#platform/audit/audit-reading';
import { Database } from '#platform/database/database';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { auditedChain } from '../../access.js';

/** What was done to identity and rights, the newest first. */
@QueryHandler(ListAuditLog)
export class ListAuditLogHandler implements IQueryHandler<ListAuditLog> {
  constructor(private readonly database: Database) {}

  async execute({ own, limit, after, action, about }: ListAuditLog): Promise<Page<AuditRecord>> {
    const chain = auditedChain(own);
    const [before] = decodeCursor(after, 1) ?? [];
    if (before !== undefined && !(typeof before === 'number' && Number.isSafeInteger(before))) throw new BadCursor();
    const entries = await this.database.transaction((em) => auditEntries(em, chain, { before, limit: limit + 1, action, subject: about }), {
      organizations: [chain],
    });
    const records = entries.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
    return pageOf(records, limit, ({ number }) => [number]);
  }
}
