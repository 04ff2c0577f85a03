import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DeleteLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { LedgerCodeInUse } from '../../domain/ledger.errors.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

/** Only what no document uses goes (BIL-21). A first use under way is waited for. */
@CommandHandler(DeleteLedgerCode)
export class DeleteLedgerCodeHandler implements ICommandHandler<DeleteLedgerCode> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly codes: LedgerCodes,
    private readonly audit: Audit,
  ) {}

  execute(command: DeleteLedgerCode): Promise<LedgerCodeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, async (em) => {
      const found = await this.codes.findForUpdate(em, organization.id, command.ledgerCodeId);
      if (!found) throw new Missing('billing.no-such-ledger-code');
      if (found.inUse) throw new LedgerCodeInUse({ ledgerCode: found.code });
      await this.codes.remove(em, found.id);
      await this.audit.record(em, {
        organizationId: organization.id,
        action: 'billing.ledger-code-deleted',
        subject: found.id,
        facts: { code: found.code },
      });
      return found;
    });
  }
}
