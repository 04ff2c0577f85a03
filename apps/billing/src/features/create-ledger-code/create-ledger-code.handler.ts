import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CreateLedgerCode, type LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { LedgerCodeExists } from '../../domain/ledger.errors.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';

/** A code joins the chart before anything uses it, with its names (BIL-21). */
@CommandHandler(CreateLedgerCode)
export class CreateLedgerCodeHandler implements ICommandHandler<CreateLedgerCode> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly codes: LedgerCodes,
    private readonly audit: Audit,
  ) {}

  execute(command: CreateLedgerCode): Promise<LedgerCodeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { ledgerCodeId: id, code, kind, names } = command;
    return this.idempotency.once(command, async (em) => {
      const added = await this.codes.add(em, organization.id, { id, code, kind, names });
      const record = await this.codes.find(em, organization.id, id);
      if (!record) throw new LedgerCodeExists({ ledgerCode: code });
      if (added)
        await this.audit.record(em, {
          organizationId: organization.id,
          action: 'billing.ledger-code-created',
          subject: id,
          facts: { code, kind },
        });
      return record;
    });
  }
}
