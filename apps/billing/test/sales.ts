import type { Caller } from '#contracts/caller';
import { GetBillingAccount } from '#contracts/billing/documents.query';
import {
  IssuePairs,
  PreviewReplacements,
  ReplaceSales,
  type BilledSale,
  type ReplacedSale,
  type SaleToBill,
  type SaleToReplace,
} from '#contracts/billing/pairs';
import type { PlannedBilling } from '#contracts/billing/planned-billing';
import type { ListingTerms } from '#contracts/memberships/assess-sales.query';
import { message } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { runInContext } from '#platform/messaging/context';
import type { World } from '#testing/start-world';
import { billingAccountId } from '../src/domain/sale-invoices.js';
import { Matching } from '../src/persistence/matching.js';
import { Payments } from '../src/persistence/payments.js';
import { childOf } from './fake-identity.js';
import { recreational, type Network } from './resale.js';

/** Worked example 5: prices of September and of October. */
export const recreationalInOctober: ListingTerms = { ...recreational, sellingMinor: 4200, originalMinor: 2700 };
export const competitive: ListingTerms = {
  ...recreational,
  listingId: newId(),
  offerId: newId(),
  name: 'Patinage de compétition',
  offerName: 'Competitive',
  sellingMinor: 8500,
  originalMinor: 6000,
};
export const competitiveInOctober: ListingTerms = { ...competitive, sellingMinor: 9000, originalMinor: 6500 };

const levelsOf = ({ club, federation }: Network) => ({ organizationId: club.id, federationId: federation.id });

export const someSale = (accountId: Uuid = newId(), changes: Partial<SaleToBill> = {}): SaleToBill => ({
  saleId: newId(),
  accountId,
  personId: childOf(accountId),
  terms: 0,
  effectiveOn: '2026-09-01',
  expiresOn: '2027-08-31',
  ...changes,
});

export async function sell(
  world: World,
  network: Network,
  sales: readonly SaleToBill[],
  terms: ListingTerms = recreational,
): Promise<BilledSale[]> {
  const command = message(IssuePairs, { ...levelsOf(network), terms: [terms], sales: [...sales] });
  return (await world.ask(command, network.ana)).sales;
}

export const someReplacement = (saleId: Uuid, changes: Partial<SaleToReplace> = {}): SaleToReplace => ({
  operationId: newId(),
  saleId,
  newSaleId: newId(),
  terms: 0,
  effectiveOn: '2026-10-01',
  expiresOn: '2027-08-31',
  ...changes,
});

const replacing = (network: Network, replacements: readonly SaleToReplace[], terms: ListingTerms) => ({
  ...levelsOf(network),
  terms: [terms],
  replacements: [...replacements],
});

export const previewReplacement = (
  world: World,
  network: Network,
  replacements: readonly SaleToReplace[],
  terms: ListingTerms,
): Promise<PlannedBilling> => world.ask(message(PreviewReplacements, replacing(network, replacements, terms)), network.ana);

export async function replace(
  world: World,
  network: Network,
  replacements: readonly SaleToReplace[],
  terms: ListingTerms,
  previewHash?: string,
): Promise<ReplacedSale[]> {
  return (await world.ask(message(ReplaceSales, { ...replacing(network, replacements, terms), previewHash }), network.ana)).replacements;
}

export const clientAccountOf = ({ club }: Network, accountId: Uuid): Uuid =>
  billingAccountId(club.id, derivedId('client', club.id, accountId));
export const corporateAccountOf = ({ club, federation }: Network): Uuid => billingAccountId(federation.id, club.id);

/** Money received: it settles the oldest items, or nothing yet. */
export async function pay(
  world: World,
  as: Caller,
  account: Uuid,
  amountMinor: number,
  { corporate = null as Uuid | null, settles = true } = {},
): Promise<Uuid> {
  const app = world.services.billing.app;
  const [id, issuerId] = [newId(), as.organization?.id ?? ''];
  const payment = { id, kind: 'payment', issuerId, debtorId: corporate, billingAccountId: account, method: 'cash', amountMinor } as const;
  const rest = { currency: 'CAD', bookedOn: '2026-09-15', reference: null, reason: null, operationId: null, plannedPaymentId: null };
  await runInContext({ caller: as, correlationId: newId() }, () =>
    app.get(Database).transaction(async (em) => {
      await app.get(Payments).record(em, [{ ...payment, ...rest }]);
      if (settles) await app.get(Matching).settleOldest(em, [{ billingAccountId: account, paymentIds: [id] }]);
    }),
  );
  return id;
}

export const balanceOf = async (world: World, as: Caller, account: Uuid): Promise<number> =>
  (await world.ask(message(GetBillingAccount, { billingAccountId: account }), as)).balanceMinor;
