import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { PlanPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { InstrumentFitsNot } from '../../domain/payment.errors.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

@CommandHandler(PlanPayment)
export class PlanPaymentHandler implements ICommandHandler<PlanPayment> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: OwnAccounts,
    private readonly planned: PlannedPayments,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
  ) {}

  execute(command: PlanPayment): Promise<PlannedPaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (command.method !== 'cheque') this.providers.get();
    if ((command.method === 'cheque') !== (command.instrument === undefined)) throw new InstrumentFitsNot();
    return this.idempotency.once(command, (em) => this.plan(em, command, organization.id));
  }

  private async plan(em: EntityManager, command: PlanPayment, organizationId: Uuid): Promise<PlannedPaymentRecord> {
    const { plannedPaymentId: id, amountMinor, currency, method, dueOn, reference = null, instrument = null } = command;
    const account = await this.accounts.get(em, organizationId, command.billingAccountId, currency);
    const { id: billingAccountId, issuerId, debtorId } = account;
    const owner = { issuerId, debtorId, billingAccountId, planId: null };
    await this.planned.plan(em, [{ id, ...owner, amountMinor, dueOn, currency, method, instrument, reference }]);
    const facts = { billingAccountId, amountMinor, currency, method, dueOn };
    await this.audit.record(em, { organizationId, action: 'billing.payment-planned', subject: id, facts });
    return this.planned.get(em, organizationId, id);
  }
}
