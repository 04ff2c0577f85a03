import type { IssueInvoices, SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { addDays, todayIn, type LocalDate } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { ForeignCurrency, NotItsFederation, TaxesNotFrozen } from '../../domain/billing.errors.js';
import { billingAccountId, invoicesOfSale, type ResaleSetting } from '../../domain/sale-invoices.js';
import type { AccountToOpen } from '../../persistence/billing-accounts.js';
import type { DocumentToIssue, PartyToKeep } from '../../persistence/documents.js';
import type { IssuerSettings } from '../../persistence/import-settings.js';
import type { PaymentToRecord } from '../../persistence/payments.js';

/** All that one batch of an import will write, before it has numbers. */
export interface BatchDrafts {
  readonly accounts: AccountToOpen[];
  readonly parties: PartyToKeep[];
  readonly invoices: DocumentToIssue[];
  readonly payments: PaymentToRecord[];
}

/** What a batch is drafted by, besides itself. */
export interface BatchSetting {
  readonly club: OrganizationRecord;
  readonly federation: OrganizationRecord;
  readonly frozen: readonly IssuerSettings[];
  readonly now: Date;
}

/** Documents are due thirty days after their issue. */
const daysToPay = 30;

export function draftBatch(command: IssueInvoices, sales: readonly SaleToInvoice[], setting: BatchSetting): BatchDrafts {
  const { importId, batch, debtors, terms } = command;
  const { club, federation } = setting;
  const resale = resaleSetting(importId, setting);
  for (const { currency } of terms) sameCurrency(currency, club, federation);

  const [byClub, byFederation] = [club, federation].map((issuer) => issueOf(issuer, setting.now));
  const clubParty = { id: partyId('club'), issuerId: federation.id, debtorId: club.id, name: club.name, address: null };
  const parties = debtors.map((debtor, i) => ({ ...debtor, id: partyId(i), issuerId: club.id, debtorId: null }));
  const drafts: BatchDrafts = {
    accounts: [corporateAccount(resale.corporateAccountId, setting)],
    parties: [clubParty, ...parties],
    invoices: [],
    payments: [],
  };
  for (const sale of sales) {
    const { currency, ...prices } = entry(terms, sale.terms);
    const { client, corporate, payment } = invoicesOfSale(sale, prices, resale);
    const cause = { kind: 'invoice', importId, importRow: sale.row, currency } as const;
    const toClient = { level: 'client', debtorId: null, partyId: entry(parties, sale.debtor).id } as const;
    const toClub = { level: 'corporate', debtorId: club.id, partyId: clubParty.id } as const;
    const { personName } = sale;
    drafts.accounts.push(clientAccount(client.billingAccountId, club, sale));
    drafts.invoices.push({ ...client, ...cause, ...byClub, ...toClient, personName, settled: payment !== undefined });
    drafts.invoices.push({ ...corporate, ...cause, ...byFederation, ...toClub, personName, settled: false });
    if (payment) drafts.payments.push({ ...payment, ...cause, ...paying(client), issuerId: club.id, bookedOn: byClub.issuedOn });
  }
  return drafts;

  function partyId(debtor: number | 'club'): Uuid {
    return derivedId('party', importId, batch, debtor);
  }
}

function resaleSetting(importId: Uuid, { club, federation, frozen }: BatchSetting): ResaleSetting {
  if (club.federationId !== federation.id) throw new NotItsFederation({ organizationId: club.id, federationId: federation.id });
  const [ofClub, ofFederation] = [club.id, federation.id].map((issuerId) => {
    const settings = frozen.find((one) => one.issuerId === issuerId);
    if (!settings) throw new TaxesNotFrozen({ importId, issuerId });
    return settings;
  });
  return {
    importId,
    club: { id: club.id, taxes: ofClub.taxes, freemium: ofClub.freemium },
    federation: { id: federation.id, taxes: ofFederation.taxes },
    corporateAccountId: billingAccountId(federation.id, club.id),
  };
}

function sameCurrency(asked: string, ...issuers: OrganizationRecord[]): void {
  for (const { id, currency: kept } of issuers) if (kept !== asked) throw new ForeignCurrency({ issuerId: id, asked, kept });
}

/** A document bears its issuer's date, wherever the debtor is. */
function issueOf({ id, timeZone }: OrganizationRecord, now: Date): { issuerId: Uuid; issuedOn: LocalDate; dueOn: LocalDate } {
  const issuedOn = todayIn(timeZone, now);
  return { issuerId: id, issuedOn, dueOn: addDays(issuedOn, daysToPay) };
}

const corporateAccount = (id: Uuid, { club, federation }: BatchSetting): AccountToOpen => ({
  id,
  level: 'corporate',
  issuerId: federation.id,
  debtorId: club.id,
  clientId: null,
  accountId: null,
  currency: federation.currency,
});

const clientAccount = (id: Uuid, club: OrganizationRecord, { clientId, accountId }: SaleToInvoice): AccountToOpen => ({
  id,
  level: 'client',
  issuerId: club.id,
  debtorId: null,
  clientId,
  accountId,
  currency: club.currency,
});

const paying = ({ id, billingAccountId: account }: { id: Uuid; billingAccountId: Uuid }) => ({ documentId: id, billingAccountId: account });

/** What a row of the batch points to. A message that points past its own lists is refused, not guessed at. */
function entry<T>(list: readonly T[], index: number): T {
  if (!(index in list)) throw new RangeError(`entry ${index} of ${list.length}`);
  return list[index];
}
