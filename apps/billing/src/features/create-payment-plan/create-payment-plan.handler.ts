import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { CreatePaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import { addMonths, todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Charging } from '../../charging/charging.js';
import { instalmentsOf, type FirstAmount } from '../../domain/instalments.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { PaymentPlans } from '../../persistence/payment-plans.js';
import { PlannedPayments } from '../../persistence/planned-payments.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

const chargesAtCheckout = 20;

/** Instalments need an online method (BIL-13). What is due at checkout is charged right away. */
@CommandHandler(CreatePaymentPlan)
export class CreatePaymentPlanHandler implements ICommandHandler<CreatePaymentPlan> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly database: Database,
    private readonly accounts: OwnAccounts,
    private readonly plans: PaymentPlans,
    private readonly planned: PlannedPayments,
    private readonly charging: Charging,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreatePaymentPlan): Promise<PaymentPlanRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    this.providers.get();
    await this.idempotency.once(command, (em) => this.create(em, command, organization));
    await this.charging.ask(organization.id, { limit: chargesAtCheckout });
    return this.database.transaction((em) => this.plans.get(em, organization.id, command.paymentPlanId));
  }

  private async create(em: EntityManager, command: CreatePaymentPlan, organization: ActingOrganization): Promise<{ id: Uuid }> {
    const { paymentPlanId: id, totalMinor, currency, many, method, instrument } = command;
    const invoiceIds = [...new Set(command.invoiceIds)];
    const today = todayIn(organization.timeZone, this.clock.now());
    const { firstOn = today } = command;
    const { nextOn = addMonths(firstOn, 1) } = command;
    const instalments = instalmentsOf({ totalMinor, many, first: firstOf(command), firstOn, nextOn });
    const account = await this.accounts.get(em, organization.id, command.billingAccountId, currency);
    const { id: billingAccountId, issuerId, debtorId } = account;
    const owner = { issuerId, debtorId, billingAccountId, currency, method };
    await this.plans.create(em, { id, ...owner, totalMinor, many, createdOn: today, invoiceIds });
    await this.planned.plan(
      em,
      instalments.map((one, i) => ({ ...one, ...owner, id: derivedId('instalment', id, i), planId: id, instrument, reference: null })),
    );
    if (firstOn <= today) await this.charging.collect(em, organization.id, { on: today, accounts: 1, billingAccountId });
    const facts = { billingAccountId, totalMinor, currency, many, method, invoiceIds };
    await this.audit.record(em, { organizationId: organization.id, action: 'billing.payment-plan-created', subject: id, facts });
    return { id };
  }
}

function firstOf({ firstMinor, firstRatePpm }: CreatePaymentPlan): FirstAmount {
  if (firstMinor !== undefined) return { amountMinor: firstMinor };
  return firstRatePpm === undefined ? undefined : { ratePpm: firstRatePpm };
}
