import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MatchPayment, type PaymentRecord } from '#contracts/billing/payments';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Matching } from '../../persistence/matching.js';
import { OwnPayments } from '../../persistence/own-payments.js';
import { PaymentRecords } from '../../persistence/payment-records.js';

@CommandHandler(MatchPayment)
export class MatchPaymentHandler implements ICommandHandler<MatchPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly payments: OwnPayments,
    private readonly matching: Matching,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
  ) {}

  execute(command: MatchPayment): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.match(em, command, organization.id));
  }

  private async match(em: EntityManager, { paymentId, items }: MatchPayment, organizationId: Uuid): Promise<PaymentRecord> {
    const { billingAccountId } = await this.payments.get(em, organizationId, paymentId);
    const chosen = items.map((item) => ({ documentId: item.invoiceId, position: item.position, atMostMinor: item.amountMinor }));
    const matches = await this.matching.settleChosen(em, { billingAccountId, paymentId }, chosen);
    await this.audit.record(em, { organizationId, action: 'billing.payment-matched', subject: paymentId, facts: { matches } });
    return this.records.payment(em, organizationId, paymentId);
  }
}
