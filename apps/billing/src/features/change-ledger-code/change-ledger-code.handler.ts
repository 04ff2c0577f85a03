import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

/** Names and archives a code, or takes it back into use; what documents say of it stays as it is. */
@CommandHandler(ChangeLedgerCode)
export class ChangeLedgerCodeHandler implements ICommandHandler<ChangeLedgerCode> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly codes: LedgerCodes,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeLedgerCode): Promise<LedgerCodeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, async (em) => {
      const found = await this.codes.findForUpdate(em, organization.id, command.ledgerCodeId);
      if (!found) throw new Missing('billing.no-such-ledger-code');
      if (found.version !== command.version) throw new Stale('billing.stale-ledger-code', { version: found.version });
      const { kind = found.kind, names = found.names, archived = found.archived } = command;
      await this.codes.change(em, found.id, kind, names, archived);
      await this.audit.record(em, {
        organizationId: organization.id,
        action: 'billing.ledger-code-changed',
        subject: found.id,
        facts: { code: found.code, kind, archived, version: found.version + 1 },
      });
      return { ...found, kind, names, archived, version: found.version + 1 };
    });
  }
}
