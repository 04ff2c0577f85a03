import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { VerifyAuditLog, type AuditVerification } from '#contracts/identity/audit-log.query';
import { verifyAuditLog } from '#platform/audit/audit-reading';
import { Database } from '#platform/database/database';
import { auditedChain } from '../../access.js';

/** Whether an entry was changed, removed or slipped in since it was written. */
@QueryHandler(VerifyAuditLog)
export class VerifyAuditLogHandler implements IQueryHandler<VerifyAuditLog> {
  constructor(private readonly database: Database) {}

  async execute({ own }: VerifyAuditLog): Promise<AuditVerification> {
    const chain = auditedChain(own);
    const { entries, head, broken } = await this.database.transaction((em) => verifyAuditLog(em, chain), { organizations: [chain] });
    return { whole: broken.length === 0, entries, head, broken: [...broken] };
  }
}
