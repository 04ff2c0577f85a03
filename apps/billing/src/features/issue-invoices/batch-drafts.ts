import type { IssueInvoices, SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { addDays, todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { ForeignCurrency, NotItsFederation, TaxesNotFrozen } from '../../domain/billing.errors.js';
import { invoicesOfSale, type ResaleSetting, type SaleInvoices } from '../../domain/sale-invoices.js';
import type { AccountToOpen } from '../../persistence/billing-accounts.js';
import type { InvoiceToIssue, PartyToKeep } from '../../persistence/documents.js';
import type { IssuerSettings } from '../../persistence/import-settings.js';
import type { PaymentToRecord } from '../../persistence/payments.js';

/** All that one batch of an import will write, before it has numbers. */
export interface BatchDrafts {
  readonly accounts: AccountToOpen[];
  readonly parties: PartyToKeep[];
  readonly invoices: InvoiceToIssue[];
  readonly payments: PaymentToRecord[];
}

export interface Issuers {
  readonly club: OrganizationRecord;
  readonly federation: OrganizationRecord;
  readonly settings: readonly IssuerSettings[];
  readonly now: Date;
}

/** Documents are due thirty days after their issue. */
const daysToPay = 30;

export function draftBatch(
  command: IssueInvoices,
  sales: readonly SaleToInvoice[],
  { club, federation, settings, now }: Issuers,
): BatchDrafts {
  if (club.federationId !== federation.id) throw new NotItsFederation({ organizationId: club.id, federationId: federation.id });
  const { importId, batch, debtors, terms } = command;
  const setting: ResaleSetting = {
    importId,
    club: { id: club.id, ...frozenFor(club.id) },
    federation: { id: federation.id, ...frozenFor(federation.id) },
  };
  const [issuedByClub, issuedByFederation] = [datesOf(club, now), datesOf(federation, now)];
  const clubParty = derivedId('party', importId, batch, 'corporate');
  const drafts: BatchDrafts = {
    accounts: [],
    parties: [{ id: clubParty, issuerId: federation.id, debtorId: club.id, name: club.name, address: null }],
    invoices: [],
    payments: [],
  };
  const parties = debtors.map(({ name, address }, i) => ({
    id: derivedId('party', importId, batch, i),
    issuerId: club.id,
    debtorId: null,
    name,
    address,
  }));
  for (const i of new Set(sales.map((sale) => sale.debtor))) drafts.parties.push(named(parties, i, 'debtors'));

  for (const sale of sales) {
    const { currency, ...prices } = named(terms, sale.terms, 'terms');
    for (const { id, currency: kept } of [club, federation]) {
      if (kept !== currency) throw new ForeignCurrency({ issuerId: id, asked: currency, kept });
    }
    const made = invoicesOfSale(sale, prices, setting);
    const shared = { importId, importRow: sale.row, currency, personName: sale.personName };
    drafts.accounts.push(...accountsOf(sale, made));
    drafts.invoices.push(
      {
        ...made.client,
        ...shared,
        ...issuedByClub,
        level: 'client',
        debtorId: null,
        partyId: parties[sale.debtor].id,
        settled: made.payment !== undefined,
      },
      { ...made.corporate, ...shared, ...issuedByFederation, level: 'corporate', debtorId: club.id, partyId: clubParty, settled: false },
    );
    if (made.payment) {
      const { billingAccountId, id: documentId } = made.client;
      const { issuerId, issuedOn: bookedOn } = issuedByClub;
      drafts.payments.push({ ...made.payment, issuerId, billingAccountId, documentId, importId, importRow: sale.row, bookedOn, currency });
    }
  }
  return drafts;

  function frozenFor(issuerId: Uuid): IssuerSettings {
    const frozen = settings.find((one) => one.issuerId === issuerId);
    if (!frozen) throw new TaxesNotFrozen({ importId, issuerId });
    return frozen;
  }

  function accountsOf({ clientId, accountId }: SaleToInvoice, { client, corporate }: SaleInvoices): AccountToOpen[] {
    return [
      { id: client.billingAccountId, level: 'client', issuerId: club.id, debtorId: null, clientId, accountId, currency: club.currency },
      {
        id: corporate.billingAccountId,
        level: 'corporate',
        issuerId: federation.id,
        debtorId: club.id,
        clientId: null,
        accountId: null,
        currency: federation.currency,
      },
    ];
  }
}

/** A document bears its issuer's date, wherever the debtor is. */
function datesOf({ id, timeZone }: OrganizationRecord, now: Date) {
  const issuedOn = todayIn(timeZone, now);
  return { issuerId: id, issuedOn, dueOn: addDays(issuedOn, daysToPay) };
}

function named<T>(list: readonly T[], index: number, what: string): T {
  if (!(index in list)) throw new RangeError(`no entry ${index} in ${what}`);
  return list[index];
}
