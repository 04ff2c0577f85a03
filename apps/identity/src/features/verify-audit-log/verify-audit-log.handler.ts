import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { VerifyAuditLog, type AuditVerification } from '#contracts/identity/audit-log.query';
import { actingAdministrator } from '../../access.js';
import { AuditChains } from '../../persistence/audit-chains.js';

/** Whether the log of the acting organization is whole. */
@QueryHandler(VerifyAuditLog)
export class VerifyAuditLogHandler implements IQueryHandler<VerifyAuditLog> {
  constructor(private readonly chains: AuditChains) {}

  execute(): Promise<AuditVerification> {
    return this.chains.verify(actingAdministrator().organization.id);
  }
}
