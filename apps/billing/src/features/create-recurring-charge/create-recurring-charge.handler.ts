import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CreateRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { ForeignCurrency } from '../../domain/billing.errors.js';
import { partyId } from '../../domain/document-ids.js';
import { BadRecurrence, InstrumentFitsNot } from '../../domain/payment.errors.js';
import { dueOccurrence } from '../../domain/recurrence.js';
import { BillingAccounts } from '../../persistence/billing-accounts.js';
import { Debtors, personOf, type Debtor } from '../../persistence/debtors.js';
import { Documents } from '../../persistence/documents.js';
import { LedgerCodes } from '../../persistence/ledger-codes.js';
import { RecurringCharges } from '../../persistence/recurring-charges.js';
import { Sheets } from '../../persistence/sheets.js';
import { PaymentProviders } from '../../providers/payment-providers.js';

/** Something that recurs, for whoever may be billed: an account is opened for who has none yet. */
@CommandHandler(CreateRecurringCharge)
export class CreateRecurringChargeHandler implements ICommandHandler<CreateRecurringCharge> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly debtors: Debtors,
    private readonly accounts: BillingAccounts,
    private readonly documents: Documents,
    private readonly ledgerCodes: LedgerCodes,
    private readonly recurring: RecurringCharges,
    private readonly sheets: Sheets,
    private readonly providers: PaymentProviders,
    private readonly audit: Audit,
  ) {}

  async execute(command: CreateRecurringCharge): Promise<RecurringChargeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { method, instrument, currency } = command;
    if (method) this.providers.get();
    if ((method === undefined) !== (instrument === undefined)) throw new InstrumentFitsNot();
    const debtor = await this.debtors.of(organization, command);
    const { issuerId, currency: kept } = debtor.account;
    if (currency !== kept) throw new ForeignCurrency({ issuerId, asked: currency, kept });
    return this.idempotency.once(command, (em) => this.create(em, command, organization.id, debtor), { organizations: [organization.id] });
  }

  private async create(
    em: EntityManager,
    command: CreateRecurringCharge,
    organizationId: Uuid,
    debtor: Debtor,
  ): Promise<RecurringChargeRecord> {
    const { recurringChargeId: id, kind, description, ledgerCode, netMinor, currency, unit, every, startsOn } = command;
    const { endsOn = null, method = null, instrument = null } = command;
    const nextOn = dueOccurrence({ unit, every, startsOn, endsOn }, 0);
    if (nextOn === null) throw new BadRecurrence('it ends before it begins');
    await this.ledgerCodes.refuseArchived(em, organizationId, [ledgerCode]);

    const { account, name, address } = debtor;
    const { issuerId, debtorId } = account;
    const party = { id: partyId(id, account.level), issuerId, debtorId, name, address }; // Who stands on its invoices.
    await this.accounts.ensure(em, [account]);
    const [{ billingAccountId }] = await this.sheets.atHome(em, [{ issuerId, billingAccountId: account.id }]);
    await this.documents.keepParties(em, [party]);
    const when = { unit, every, startsOn, endsOn, nextOn, occurrences: 0 };
    const what = { kind, description, ledgerCode, ...personOf(debtor, command.personId), netMinor, currency };
    await this.recurring.create(em, [
      { id, issuerId, debtorId, billingAccountId, partyId: party.id, ...what, ...when, method, instrument },
    ]);
    const facts = { billingAccountId, netMinor, currency, unit, every, startsOn, endsOn, method };
    await this.audit.record(em, { organizationId, action: 'billing.recurring-charge-created', subject: id, facts });
    return this.recurring.get(em, organizationId, id);
  }
}
