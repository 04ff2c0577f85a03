import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { UndoMatch, type PaymentRecord } from '#contracts/billing/payments';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Matching } from '../../persistence/matching.js';
import { OwnPayments } from '../../persistence/own-payments.js';
import { PaymentRecords } from '../../persistence/payment-records.js';

@CommandHandler(UndoMatch)
export class UndoMatchHandler implements ICommandHandler<UndoMatch> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly payments: OwnPayments,
    private readonly matching: Matching,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
  ) {}

  execute(command: UndoMatch): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.undo(em, command, organization.id));
  }

  private async undo(em: EntityManager, command: UndoMatch, organizationId: Uuid): Promise<PaymentRecord> {
    const { paymentId, invoiceId, position } = command;
    await this.payments.get(em, organizationId, paymentId);
    const item = { documentId: invoiceId, position };
    await this.matching.lock(em, [item]); // Whoever matches or releases it meanwhile is waited for.
    const match = (await this.payments.matchesOf(em, paymentId)).find((one) => one.documentId === invoiceId && one.position === position);
    if (!match) throw new Missing('billing.no-such-match');
    await this.matching.undo(em, [match]);
    const facts = { ...item, amountMinor: match.amountMinor };
    await this.audit.record(em, { organizationId, action: 'billing.match-undone', subject: paymentId, facts });
    return this.records.payment(em, organizationId, paymentId);
  }
}
