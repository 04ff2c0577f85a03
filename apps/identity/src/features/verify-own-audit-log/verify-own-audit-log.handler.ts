import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { VerifyOwnAuditLog, type AuditVerification } from '#contracts/identity/audit-log.query';
import { signedInUser } from '../../access.js';
import { AuditChains } from '../../persistence/audit-chains.js';

/** Whether the log of one’s own sign-in is whole. */
@QueryHandler(VerifyOwnAuditLog)
export class VerifyOwnAuditLogHandler implements IQueryHandler<VerifyOwnAuditLog> {
  constructor(private readonly chains: AuditChains) {}

  execute(): Promise<AuditVerification> {
    return this.chains.verify(signedInUser());
  }
}
