import type { Paged } from '../scripts/api.js';
import { letterTo, lettersTo } from '#testing/inbox';
import {
  brokenInvariants,
  imported,
  someClub,
  someFederation,
  someOffer,
  startProduct,
  type Product,
  type SomeOrganization,
} from './product.js';

interface Person {
  id: string;
  firstName: string;
  accountIds: string[];
}
interface Sold {
  data: { membershipId: string; clientInvoice: { number: string } }[];
}

/** A club of a French-speaking federation sells Competitive at 85.00; Ana and Bea came by a file with their addresses. */
describe('BIL-25: the main contact of a client', () => {
  let product: Product;
  let club: SomeOrganization;
  let people: Person[];
  let competitive: string;
  let recreational: string;
  let dearer: string;
  let version = 1;

  const named = (name: string): Person => people.find(({ firstName }) => firstName === name)!;
  const addressOf = (name: string): string => `${name.toLowerCase()}.${club.id}@mail.example`;
  const settings = () => `/v1/organizations/${club.id}/billing-settings`;
  const tell = async (...tellClientsOf: string[]): Promise<void> => {
    await club.api.patch(settings(), { tellClientsOf }, version++);
  };
  const sell = (name: string, listingId: string, key: string): Promise<Sold> =>
    club.api.post<Sold>('/v1/sales', { sales: [{ listingId, accountId: named(name).accountIds[0], personId: named(name).id }] }, key);

  beforeAll(async () => {
    product = await startProduct();
    const federation = await someFederation(product, { languages: ['fr'] });
    const recreationalOffer = await someOffer(federation, { replacementRule: { mode: 'enabled' } });
    club = await someClub(product, federation, recreationalOffer, { name: 'CPA Rosemont', languages: ['fr', 'en'] });
    recreational = (await club.api.get<Paged<{ id: string }>>('/v1/listings')).data[0].id;
    const offerId = await someOffer(federation, { names: { fr: 'Compétition' }, originalPrice: { amountMinor: 6000, currency: 'CAD' } });
    const listing = { offerId, sellingPrice: { amountMinor: 8500, currency: 'CAD' } };
    competitive = (await club.api.post<{ id: string }>('/v1/listings', listing)).id;
    const elite = await someOffer(federation, { names: { fr: 'Élite' } });
    const upwards = { offerId: elite, sellingPrice: { amountMinor: 9900, currency: 'CAD' } };
    dearer = (await club.api.post<{ id: string }>('/v1/listings', upwards)).id;
    await club.api.post('/v1/listings', { offerId: await someOffer(federation, { names: { fr: 'Officiel' } }), name: 'Officiel' });
    await imported(
      club,
      ['Ana', 'Bea', 'Noa'].map((name) => ({
        'First name': name,
        'Last name': 'Côté',
        ...(name === 'Noa' ? {} : { Email: addressOf(name) }),
        Membership: 'Officiel',
      })),
    );
    people = (await club.api.get<Paged<Person>>('/v1/people')).data;
  });
  afterAll(() => product?.stop());
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  it('is written nothing of what is imported, nor of a sale unless the organization wants it', async () => {
    await sell('Bea', competitive, 'untold');
    await tell('purchase', 'replacement', 'cancellation');
    await sell('Ana', competitive, 'told');
    await letterTo(addressOf('Ana'));
    expect(await lettersTo(addressOf('Bea'))).toEqual([]);
  });

  it('reads of a purchase in the organization’s first language, once, with the number and the amount', async () => {
    const sold = await sell('Ana', competitive, 'told'); // Sent again: the first result, and no second letter.
    const letter = await letterTo(addressOf('Ana'));
    expect(letter).toMatchObject({ subject: 'Votre achat : CPA Rosemont', fromName: 'CPA Rosemont' });
    expect(letter.text).toMatch(new RegExp(`Facture ${sold.data[0].clientInvoice.number} : 85,00\\s\\$, à payer au plus tard le \\d`));
    expect(letter.text).not.toMatch(/60,00/); // What the federation bills the club is not the client's.

    await sell('Ana', recreational, 'next'); // Letters leave in their order: a second one of the sale before would be here by now.
    expect((await letterTo(addressOf('Ana'), 2)).text).toMatch(/40,00/);
    expect(await lettersTo(addressOf('Ana'))).toHaveLength(2);
  });

  it('reads of a replacement and a cancellation, each credit note with what it gives back', async () => {
    const held = (await club.api.get<Paged<{ id: string; listingId: string }>>(`/v1/memberships?personId=${named('Ana').id}`)).data;
    const of = (listing: string) => held.find(({ listingId }) => listingId === listing)!.id;
    const replacements = [{ membershipId: of(recreational), listingId: dearer }];
    const planned = await club.api.post<{ billing: { previewHash: string } }>('/v1/replacements/preview', { replacements });
    await club.api.post('/v1/replacements', { replacements, previewHash: planned.billing.previewHash }, 'replaced');
    const both = await letterTo(addressOf('Ana'), 3);
    expect(both.subject).toBe('Votre remplacement : CPA Rosemont');
    expect(both.text).toMatch(/Note de crédit .* : 40,00\s\$ en votre faveur/);
    expect(both.text).toMatch(/Facture .* : 99,00\s\$, à payer/);

    const membershipId = of(competitive);
    const credit = { cancellations: [{ membershipId, credit: { kind: 'all' } }] };
    const { billing } = await club.api.post<{ billing: { previewHash: string } }>('/v1/cancellations/preview', credit);
    await club.api.post('/v1/cancellations', { ...credit, previewHash: billing.previewHash }, 'cancelled');
    const letter = await letterTo(addressOf('Ana'), 4);
    expect(letter.subject).toBe('Votre annulation : CPA Rosemont');
    expect(letter.text).toMatch(/Note de crédit .* : 85,00\s\$ en votre faveur/);
  });

  it('reads of an invoice of the staff in the language it is known by, where the organization wants it', async () => {
    await tell('invoice');
    const [{ id: billTo }] = (
      await club.api.get<Paged<{ id: string; accountId: string }>>('/v1/billing-accounts?level=client')
    ).data.filter(({ accountId }) => accountId === named('Bea').accountIds[0]);
    const lines = [{ kind: 'merchandise', description: 'Chandail', ledgerCode: '4200', amount: { amountMinor: 2000, currency: 'CAD' } }];
    await club.api.post('/v1/invoices', { billTo, lines }, 'staff');
    expect(await letterTo(addressOf('Bea'))).toMatchObject({ subject: 'Une facture : CPA Rosemont' });
  });

  it('who has no address gets no letter, and nothing is lost by it', async () => {
    await tell('purchase');
    await sell('Noa', competitive, 'no-address');
    await tell();
    expect(await club.api.get(settings())).toMatchObject({ tellClientsOf: [] });
    const { data } = await club.api.get<Paged<{ kind: string; accountId: string }>>('/v1/letters?limit=50');
    expect(data.map(({ kind }) => kind).sort()).toEqual(['cancellation', 'invoice', 'purchase', 'purchase', 'replacement']);
    expect(data.map(({ accountId }) => accountId)).not.toContain(named('Noa').accountIds[0]);
  });

  it('knows no other occasions', async () => {
    await expect(club.api.patch(settings(), { tellClientsOf: ['birthday'] }, version)).rejects.toMatchObject({ status: 400 });
  });
});
