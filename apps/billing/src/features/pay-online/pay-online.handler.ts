import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { PayOnline, type OnlinePaymentRecord } from '#contracts/billing/planned-payments';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Charging } from '../../charging/charging.js';
import { checkOnlineAmount } from '../../domain/online-payment.js';
import { Charges } from '../../persistence/charges.js';
import { OnlineSettings } from '../../persistence/online-settings.js';
import { OwnAccounts, type OwnAccount } from '../../persistence/own-accounts.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

/**
 * Paid by the debtor, which is a club at its federation, or by staff for one. What is asked of the provider is committed before it is
 * asked: an answer that never comes is asked for again, by this command when it is repeated or by the schedule.
 */
@CommandHandler(PayOnline)
export class PayOnlineHandler implements ICommandHandler<PayOnline> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly database: Database,
    private readonly organizations: OrganizationCopies,
    private readonly accounts: OwnAccounts,
    private readonly settings: OnlineSettings,
    private readonly charges: Charges,
    private readonly charging: Charging,
    private readonly providers: PaymentProviders,
    private readonly clock: Clock,
  ) {}

  async execute(command: PayOnline): Promise<OnlinePaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    this.providers.get();
    const { billingAccountId, currency, onlinePaymentId } = command;
    const account = await this.database.transaction((em) => this.accounts.seenBy(em, organization.id, billingAccountId, currency));
    // The money is the issuer's: its books are written, for a debtor that may.
    const scope = { organizations: [...new Set([organization.id, account.issuerId])] };
    await this.idempotency.once(command, (em) => this.request(em, command, account, organization), scope);
    await this.charging.ask(account.issuerId, { limit: 1, id: onlinePaymentId });
    return this.database.transaction((em) => this.charges.online(em, organization.id, onlinePaymentId));
  }

  private async request(
    em: EntityManager,
    { onlinePaymentId: id, amountMinor, method, instrument }: PayOnline,
    { id: billingAccountId, issuerId, debtorId, currency }: OwnAccount,
    organization: ActingOrganization,
  ): Promise<{ id: string }> {
    const { timeZone } = issuerId === organization.id ? organization : await this.organizations.get(em, issuerId);
    await this.charges.lockAccounts(em, [billingAccountId]);
    const owed = (await this.charges.owed(em, [billingAccountId])).get(billingAccountId) ?? 0;
    checkOnlineAmount(amountMinor, owed, await this.settings.of(em, issuerId));
    const bookedOn = todayIn(timeZone, this.clock.now());
    const owner = { issuerId, debtorId, billingAccountId };
    await this.charges.request(em, [
      { id, kind: 'charge', ...owner, paymentId: null, amountMinor, bookedOn, currency, method, instrument },
    ]);
    return { id };
  }
}
