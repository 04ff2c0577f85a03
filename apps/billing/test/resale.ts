import { CommandBus } from '@nestjs/cqrs';
import type { ActingOrganization, Caller } from '#contracts/caller';
import type { InvoicedRow } from '#contracts/billing/invoices-issued.event';
import { IssueInvoices, type SaleToInvoice } from '#contracts/billing/issue-invoices.command';
import { FreezeTaxes, QuoteDocuments, type LineToQuote, type QuotedLine } from '#contracts/billing/quote-documents.query';
import { OrganizationRegistered } from '#contracts/identity/organization-registered.event';
import type { OrganizationRecord, TaxSetting } from '#contracts/identity/organizations';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller, runInContext } from '#platform/messaging/context';
import { someCaller, someClub, someFederation } from '#testing/callers';
import { eventually } from '#testing/eventually';
import type { World } from '#testing/start-world';

export const quebec: TaxSetting[] = [
  { code: 'GST', ratePpm: 50_000, registration: '123456789 RT0001' },
  { code: 'QST', ratePpm: 99_750, registration: '1234567890 TQ0001' },
];

/** A federation and a club of it, known to billing, with those who act for them. */
export interface Network {
  readonly federation: ActingOrganization;
  readonly club: ActingOrganization;
  readonly director: Caller; // Of the federation
  readonly ana: Caller; // Of the club
  readonly flow: Caller; // An import of the club
}

export async function someNetwork(
  world: World,
  { freemium = false, taxes = [] as TaxSetting[], federation = someFederation() } = {},
): Promise<Network> {
  const club = someClub(federation);
  await register(world, federation, { taxes });
  await register(world, club, { taxes, freemium });
  return networkOf(federation, club);
}

/** Those who act for a federation and a club of it. */
export const networkOf = (federation: ActingOrganization, club: ActingOrganization): Network => ({
  federation,
  club,
  director: someCaller({ role: 'federation-administrator', organization: federation }),
  ana: someCaller({ organization: club }),
  flow: flowCaller(`resale-import:${newId()}`, [club.id, federation.id], federation.id),
});

/** What identity says of an organization in Québec. */
export function recordOf(acting: ActingOrganization, changes: Partial<OrganizationRecord> = {}): OrganizationRecord {
  const { id, kind, federationId, name, currency, timeZone, languages } = acting;
  const shared = { id, kind, federationId, name, currency, timeZone, languages: [...languages] };
  return { ...shared, country: 'CA', province: 'QC', freemium: false, taxes: [], version: 1, ...changes };
}

export async function register(world: World, acting: ActingOrganization, changes: Partial<OrganizationRecord> = {}): Promise<void> {
  const organization = recordOf(acting, changes);
  const messageId = await world.send(
    OrganizationRegistered,
    { organization },
    flowCaller('registration', [acting.id], acting.federationId),
  );
  const taken = 'SELECT FROM inbox WHERE message_id = $1';
  await eventually(async () => (await world.database('billing').query(taken, [messageId])).length > 0);
}

/** Worked example 5.2: Recreational, sold at 40 by the club, at 25 by the federation. */
export const recreational: ListingTerms = {
  listingId: newId(),
  offerId: newId(),
  name: 'Patinage récréatif',
  offerName: 'Recreational',
  sellingMinor: 4000,
  originalMinor: 2500,
  currency: 'CAD',
  ledgerCode: '4000',
};

export const linesOf = ({ club, federation }: Network, { sellingMinor, originalMinor, currency } = recreational): LineToQuote[] => [
  { key: 1, issuerId: club.id, kind: 'membership', netMinor: sellingMinor, currency },
  { key: 2, issuerId: federation.id, kind: 'membership', netMinor: originalMinor, currency },
];

export const quote = async (world: World, network: Network, lines = linesOf(network)): Promise<QuotedLine[]> =>
  (await world.ask(message(QuoteDocuments, { lines }), network.ana)).lines;

/** What the saga of an import does before its first batch. */
export async function freeze(world: World, network: Network, importId: Uuid): Promise<void> {
  const lines = linesOf(network);
  const quoted = await quote(world, network);
  const { changed } = await world.ask(message(FreezeTaxes, { importId, lines, quoted }), network.flow);
  if (changed.length > 0) throw new Error('the taxes changed between quote and freeze');
}

/** Somebody of a file: a row, and the account it is billed on. */
export interface Buyer {
  readonly row: number;
  readonly name: string;
  readonly account?: string;
}

export const threeOfTheExample: Buyer[] = [
  { row: 2, name: 'Ana Côté' },
  { row: 3, name: 'Léo Roy', account: 'Parent of Léo Roy' },
  { row: 4, name: 'Max Gagnon' },
];

export function batchOf({ club, federation }: Network, importId: Uuid, buyers: readonly Buyer[], batch = 0): Fields<IssueInvoices> {
  const owners = [...new Set(buyers.map((buyer) => buyer.account ?? buyer.name))];
  const sales = buyers.map(({ row, name, account = name }): SaleToInvoice => {
    const accountId = derivedId('account', importId, account);
    return {
      row,
      saleId: derivedId('sale', importId, row),
      membershipId: derivedId('membership', importId, row),
      personId: derivedId('person', importId, row),
      personName: name,
      clientId: derivedId('client', club.id, accountId),
      accountId,
      debtor: owners.indexOf(account),
      terms: 0,
      effectiveOn: '2026-09-01',
      expiresOn: '2027-08-31',
    };
  });
  const debtors = owners.map((name) => ({ name, address: '12 rue Principale\nQuébec QC  G1A 1A1' }));
  return { importId, batch, organizationId: club.id, federationId: federation.id, debtors, terms: [recreational], sales };
}

/** The batch through its subject, as the memberships service sends it. Waits for what billing announces. */
export async function issue(world: World, network: Network, batch: Fields<IssueInvoices>): Promise<InvoicedRow[]> {
  await world.send(IssueInvoices, batch, network.flow);
  return eventually(async () => (await announcements(world, batch.importId, batch.batch)).at(0));
}

/** The batch as a consumer's thread works on it, without the broker: for many at once. */
export function work(world: World, network: Network, batch: Fields<IssueInvoices>, messageId = newId()): Promise<void> {
  const context = { caller: network.flow, correlationId: newId(), messageId, subject: IssueInvoices.subject };
  return runInContext(context, () => world.services.billing.app.get(CommandBus).execute(message(IssueInvoices, batch)));
}

/** What the outbox holds of a batch, each announcement with its rows. */
export async function announcements(world: World, importId: Uuid, batch = 0): Promise<InvoicedRow[][]> {
  const sent = await world
    .database('billing')
    .query<{ payload: string }>(`SELECT payload FROM outbox WHERE subject = 'billing.event.invoices-issued.v1' ORDER BY created_at`);
  return sent
    .map(({ payload }) => JSON.parse(payload) as { importId: Uuid; batch: number; rows: InvoicedRow[] })
    .filter((event) => event.importId === importId && event.batch === batch)
    .map((event) => event.rows);
}

export const someBuyers = (many: number, firstRow = 2): Buyer[] =>
  Array.from({ length: many }, (_, i) => ({ row: firstRow + i, name: `Buyer ${firstRow + i}` }));
