import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { RecordPayment, type PaymentRecord } from '#contracts/billing/payments';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { PaymentInFuture } from '../../domain/payment.errors.js';
import { Matching } from '../../persistence/matching.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { PaymentRecords } from '../../persistence/payment-records.js';
import { Payments, type MoneyToRecord } from '../../persistence/payments.js';
import { Receipts } from '../../persistence/receipts.js';

@CommandHandler(RecordPayment)
export class RecordPaymentHandler implements ICommandHandler<RecordPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: OwnAccounts,
    private readonly payments: Payments,
    private readonly receipts: Receipts,
    private readonly matching: Matching,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: RecordPayment): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.record(em, command, organization));
  }

  private async record(em: EntityManager, command: RecordPayment, organization: ActingOrganization): Promise<PaymentRecord> {
    const { paymentId, amountMinor, currency, method, reference = null } = command;
    const today = todayIn(organization.timeZone, this.clock.now());
    const { receivedOn: bookedOn = today } = command;
    if (bookedOn > today) throw new PaymentInFuture({ receivedOn: bookedOn, today });
    const account = await this.accounts.get(em, organization.id, command.billingAccountId, currency);

    const cause = { reference, reason: null, operationId: null, plannedPaymentId: null };
    const { id: billingAccountId, issuerId, debtorId } = account;
    const money = { id: paymentId, issuerId, debtorId, billingAccountId, amountMinor, currency, method, bookedOn, ...cause };
    await this.receive(em, { kind: 'payment', ...money }, command);
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'billing.payment-recorded',
      subject: paymentId,
      facts: { billingAccountId, amountMinor, currency, method, bookedOn },
    });
    return this.records.payment(em, organization.id, paymentId);
  }

  private async receive(em: EntityManager, payment: MoneyToRecord, { items, leaveFree }: RecordPayment): Promise<void> {
    if (!items && !leaveFree) return this.receipts.receive(em, [payment]);
    await this.payments.record(em, [payment]);
    if (!items) return;
    const chosen = items.map((item) => ({ documentId: item.invoiceId, position: item.position, atMostMinor: item.amountMinor }));
    await this.matching.settleChosen(em, { billingAccountId: payment.billingAccountId, paymentId: payment.id }, chosen);
  }
}
