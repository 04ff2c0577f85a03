import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListAuditLog, type AuditRecord } from '#contracts/identity/audit-log.query';
import type { Page } from '#contracts/message';
import { actingAdministrator } from '../../access.js';
import { AuditChains } from '../../persistence/audit-chains.js';

/** What was done to identity and rights of the acting organization. */
@QueryHandler(ListAuditLog)
export class ListAuditLogHandler implements IQueryHandler<ListAuditLog> {
  constructor(private readonly chains: AuditChains) {}

  execute(query: ListAuditLog): Promise<Page<AuditRecord>> {
    return this.chains.list(actingAdministrator().organization.id, query);
  }
}
