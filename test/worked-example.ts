import type { Money } from '#kernel/money';
import type { Paged } from '../scripts/api.js';
import { imported, someClub, someFederation, someOffer, type Product, type SomeOrganization } from './product.js';

/*
 * Worked example 5 as its actors live it, over REST: in September club C sells Léa a membership of federation F; in October all prices
 * have gone up and it is replaced.
 */

export const cad = (amountMinor: number): Money => ({ amountMinor, currency: 'CAD' });
export type Level = 'client' | 'corporate';
export type Membership = 'Recreational' | 'Competitive';

/** Original and selling price, September and October. */
const prices: Record<Membership, { original: [number, number]; selling: [number, number] }> = {
  Recreational: { original: [2500, 2700], selling: [4000, 4200] },
  Competitive: { original: [6000, 6500], selling: [8500, 9000] },
};

export interface Document {
  id: string;
  number: string;
  kind: 'invoice' | 'credit-note';
  level: Level;
  reason: string | null;
  total: Money;
  open: Money;
  saleId: string | null;
  issuedOn: string;
  lines: { kind: string; description: string; net: Money; total: Money; taxes: { code: string; amount: Money }[] }[];
}
export interface Account {
  id: string;
  level: Level;
  balance: Money;
  credit: Money;
  paid: Money;
  refunded: Money;
}
export interface Planned {
  documents: (Pick<Document, 'kind' | 'level' | 'reason' | 'total'> & { released: Money; settled: Money; lines: Document['lines'] })[];
  accounts: { level: Level; balanceBefore: Money; balanceAfter: Money }[];
  previewHash: string;
}
export interface Replaced {
  membershipId: string;
  newMembershipId: string;
  client: Record<'creditNote' | 'invoice', { id: string; total: Money }>;
  corporate: Record<'creditNote' | 'invoice', { id: string; total: Money }> | null;
}

export class Example {
  private constructor(
    readonly federation: SomeOrganization,
    readonly club: SomeOrganization,
    readonly offers: Record<Membership, string>,
    readonly listings: Record<Membership, string>,
  ) {}

  /** The catalogue of September. */
  static async september(product: Product, { taxes = [] as object[], freemium = false } = {}): Promise<Example> {
    const federation = await someFederation(product, { taxes });
    const replacementRule = { mode: 'enabled' };
    const price = (of: Membership) => ({ names: { en: of }, originalPrice: cad(prices[of].original[0]), replacementRule });
    const offers = {
      Recreational: await someOffer(federation, price('Recreational')),
      Competitive: await someOffer(federation, price('Competitive')),
    };
    const club = await someClub(product, federation, offers.Recreational, { taxes, freemium });
    await club.api.post('/v1/listings', { offerId: offers.Competitive, name: 'Competitive', sellingPrice: cad(8500) });
    const listed = (await club.api.get<Paged<{ id: string; name: Membership }>>('/v1/listings')).data;
    const listings = Object.fromEntries(listed.map(({ id, name }) => [name, id])) as Record<Membership, string>;
    return new Example(federation, club, offers, listings);
  }

  /** September: Léa is in, holding this. */
  async sold(membership: Membership): Promise<string> {
    await imported(this.club, [{ 'First name': 'Léa', 'Last name': 'Tremblay', Email: 'lea@mail.example', Membership: membership }]);
    return (await this.memberships())[0].id;
  }

  async october(): Promise<void> {
    for (const name of Object.keys(prices) as Membership[]) {
      const { original, selling } = prices[name];
      await this.federation.api.patch(`/v1/offers/${this.offers[name]}`, { originalPrice: cad(original[1]) }, 1);
      await this.club.api.patch(`/v1/listings/${this.listings[name]}`, { sellingPrice: cad(selling[1]) }, 1);
    }
  }

  /** The client pays the club, or the club the federation; each is recorded by who receives it. */
  async pay(level: Level, amountMinor: number): Promise<void> {
    if (amountMinor === 0) return;
    const { id } = await this.account(level);
    await this.receiver(level).api.post('/v1/payments', { billingAccountId: id, amount: cad(amountMinor), method: 'cash' });
  }

  /** Previews, confirms what was shown, and asks once more by the same key. */
  async replace(membershipId: string, by: Membership, extras?: object[]): Promise<{ preview: Planned; replaced: Replaced }> {
    const replacements = [{ membershipId, listingId: this.listings[by], ...(extras && { extras }) }];
    const { billing: preview } = await this.club.api.post<{ billing: Planned }>('/v1/replacements/preview', { replacements });
    const order = { replacements, previewHash: preview.previewHash };
    const key = `replace-${membershipId}`;
    const first = await this.club.api.post<{ data: Replaced[] }>('/v1/replacements', order, key);
    expect(await this.club.api.post('/v1/replacements', order, key)).toEqual(first); // REP-13
    return { preview, replaced: first.data[0] };
  }

  async account(level: Level): Promise<Account> {
    return (await this.receiver(level).api.get<Paged<Account>>(`/v1/billing-accounts?level=${level}`)).data[0];
  }

  async balances(): Promise<Record<Level, number>> {
    return { client: (await this.account('client')).balance.amountMinor, corporate: (await this.account('corporate')).balance.amountMinor };
  }

  memberships = async () => (await this.club.api.get<Paged<{ id: string; name: string; status: string }>>('/v1/memberships')).data;
  invoices = async () => (await this.club.api.get<Paged<Document>>('/v1/invoices')).data;
  creditNotes = async () => (await this.club.api.get<Paged<Document>>('/v1/credit-notes')).data;

  private readonly receiver = (level: Level): SomeOrganization => (level === 'client' ? this.club : this.federation);
}
