import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { BadRecurrence, InstrumentFitsNot } from '../../domain/payment.errors.js';
import { dueOccurrence } from '../../domain/recurrence.js';
import { AccountParties } from '../../persistence/account-parties.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';
import { RecurringCharges } from '../../persistence/recurring-charges.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

@CommandHandler(CreateRecurringCharge)
export class CreateRecurringChargeHandler implements ICommandHandler<CreateRecurringCharge> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: OwnAccounts,
    private readonly parties: AccountParties,
    private readonly recurring: RecurringCharges,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
  ) {}

  execute(command: CreateRecurringCharge): Promise<RecurringChargeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    if (command.method) this.providers.get();
    if ((command.method === undefined) !== (command.instrument === undefined)) throw new InstrumentFitsNot();
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id));
  }

  private async create(em: EntityManager, command: CreateRecurringCharge, organizationId: Uuid): Promise<RecurringChargeRecord> {
    const { recurringChargeId: id, billingAccountId, kind, description, ledgerCode, netMinor, currency, unit, every, startsOn } = command;
    const { endsOn = null, personId = null, personName = null, method = null, instrument = null } = command;
    const nextOn = dueOccurrence({ unit, every, startsOn, endsOn }, 0);
    if (nextOn === null) throw new BadRecurrence('it ends before it begins');
    const { issuerId, debtorId } = await this.accounts.get(em, organizationId, billingAccountId, currency);
    const partyId = await this.parties.of(em, billingAccountId);
    const when = { unit, every, startsOn, endsOn, nextOn, occurrences: 0 };
    const what = { kind, description, ledgerCode, personId, personName, netMinor, currency };
    await this.recurring.create(em, [{ id, issuerId, debtorId, billingAccountId, partyId, ...what, ...when, method, instrument }]);
    const facts = { billingAccountId, netMinor, currency, unit, every, startsOn, endsOn, method };
    await this.audit.record(em, { organizationId, action: 'billing.recurring-charge-created', subject: id, facts });
    return this.recurring.get(em, organizationId, id);
  }
}
