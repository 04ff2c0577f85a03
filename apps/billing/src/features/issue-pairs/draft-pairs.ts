import type { SaleToBill } from '#contracts/billing/pairs';
import type { ClientDescription } from '#contracts/identity/describe-clients.query';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { documentId, partyId } from '../../domain/document-ids.js';
import { draftInvoice } from '../../domain/draft-invoice.js';
import { pairLines } from '../../domain/pair.js';
import type { AccountToOpen, PartyToKeep, Plan, PlannedIssue } from '../../domain/plan.js';
import { billingAccountId } from '../../domain/sale-invoices.js';
import type { BothToday, IssuerToday } from '../../persistence/both-levels.js';

/** What a sale command is drafted by, besides itself. */
export interface PairSetting extends BothToday {
  readonly clients: ReadonlyMap<Uuid, ClientDescription>;
}

/** Every sale's invoices, the client's and the club's, or the client's alone where the organization sells what is its own. */
export function draftPairs(sales: readonly SaleToBill[], terms: readonly ListingTerms[], setting: PairSetting): Plan {
  const { club, federation } = setting;
  const accounts = new Map<Uuid, AccountToOpen>();
  const parties: PartyToKeep[] = [];
  const documents: PlannedIssue[] = [];
  const corporate = federation && sales.length > 0 ? corporateSide(club, federation, sales[0].saleId) : undefined;
  if (corporate) {
    accounts.set(corporate.account.id, corporate.account);
    parties.push(corporate.party);
  }
  for (const sale of sales) {
    const client = setting.clients.get(sale.accountId);
    if (!client) throw new Missing('billing.no-such-client');
    const account = clientAccount(club, client);
    const personName = client.members.find((member) => member.personId === sale.personId)?.name ?? null;
    const lines = pairLines({ ...sale, personName }, entry(terms, sale.terms), sale.extras ?? []);
    const operation = { operationId: sale.saleId, kind: 'invoice', importId: null, importRow: null } as const;

    accounts.set(account.id, account);
    const party = { id: partyId(sale.saleId, 'client'), issuerId: club.issue.issuerId, debtorId: null };
    parties.push({ ...party, name: client.name, address: client.address });
    documents.push({
      ...draftInvoice(lines.client, club.organization.taxes),
      ...operation,
      ...club.issue,
      id: documentId(sale.saleId, 'invoice', 'client'),
      level: 'client',
      debtorId: null,
      billingAccountId: account.id,
      partyId: party.id,
    });
    if (!corporate || !federation) continue;
    documents.push({
      ...draftInvoice(lines.corporate, federation.organization.taxes),
      ...operation,
      ...federation.issue,
      id: documentId(sale.saleId, 'invoice', 'corporate'),
      level: 'corporate',
      debtorId: club.issue.issuerId,
      billingAccountId: corporate.account.id,
      partyId: corporate.party.id,
    });
  }
  return { accounts: [...accounts.values()], parties, documents, freemium: club.organization.freemium };
}

/** What the club owes on at its federation, and how it is addressed there: one snapshot for a whole batch. */
function corporateSide(club: IssuerToday, federation: IssuerToday, cause: Uuid): { account: AccountToOpen; party: PartyToKeep } {
  const [issuerId, debtorId] = [federation.issue.issuerId, club.issue.issuerId];
  const account = { id: billingAccountId(issuerId, debtorId), level: 'corporate', issuerId, debtorId } as const;
  return {
    account: { ...account, clientId: null, accountId: null, currency: federation.issue.currency },
    party: { id: partyId(cause, 'corporate'), issuerId, debtorId, name: club.organization.name, address: null },
  };
}

function clientAccount({ issue: { issuerId, currency } }: IssuerToday, { clientId, accountId }: ClientDescription): AccountToOpen {
  return { id: billingAccountId(issuerId, clientId), level: 'client', issuerId, debtorId: null, clientId, accountId, currency };
}

/** What a sale points to. A message that points past its own list is refused, not guessed at. */
function entry<T>(list: readonly T[], index: number): T {
  if (!(index in list)) throw new RangeError(`entry ${index} of ${list.length}`);
  return list[index];
}
