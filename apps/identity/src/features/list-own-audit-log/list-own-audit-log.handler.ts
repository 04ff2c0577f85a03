import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnAuditLog, type AuditRecord } from '#contracts/identity/audit-log.query';
import type { Page } from '#contracts/message';
import { signedInUser } from '../../access.js';
import { AuditChains } from '../../persistence/audit-chains.js';

/** What was done with the sign-in of whoever asks. */
@QueryHandler(ListOwnAuditLog)
export class ListOwnAuditLogHandler implements IQueryHandler<ListOwnAuditLog> {
  constructor(private readonly chains: AuditChains) {}

  execute(query: ListOwnAuditLog): Promise<Page<AuditRecord>> {
    return this.chains.list(signedInUser(), query);
  }
}
