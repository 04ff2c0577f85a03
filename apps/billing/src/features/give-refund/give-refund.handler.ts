import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { GiveRefund, type RefundRecord } from '#contracts/billing/payments';
import { todayIn } from '#kernel/dates';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Charging } from '../../charging/charging.js';
import { returnsToItsSource } from '../../domain/refund.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { PaymentRecords } from '../../persistence/payment-records.js';
import { Refunds } from '../../persistence/refunds.js';

/** Of a refund by card, as many of its transactions are given back at once; the schedule sees to any others. */
const partsAtOnce = 50;

@CommandHandler(GiveRefund)
export class GiveRefundHandler implements ICommandHandler<GiveRefund> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: OwnAccounts,
    private readonly refunds: Refunds,
    private readonly charging: Charging,
    private readonly records: PaymentRecords,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: GiveRefund): Promise<RefundRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const refund = await this.idempotency.once(command, (em) => this.give(em, command, organization));
    if (returnsToItsSource(refund.method)) await this.charging.ask(organization.id, { limit: partsAtOnce });
    return refund;
  }

  private async give(em: EntityManager, command: GiveRefund, organization: ActingOrganization): Promise<RefundRecord> {
    const { refundId: id, amountMinor, currency, method, paymentIds } = command;
    const { id: billingAccountId } = await this.accounts.get(em, organization.id, command.billingAccountId, currency);
    const bookedOn = todayIn(organization.timeZone, this.clock.now());
    await this.refunds.giveBack(em, { id, billingAccountId, amountMinor, bookedOn, reason: 'requested', method, paymentIds });
    const record = await this.records.refund(em, organization.id, id);
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'billing.refund-given',
      subject: id,
      facts: { billingAccountId, amountMinor, currency, method: record.method, sources: record.sources },
    });
    return record;
  }
}
