import { todayIn } from '#kernel/dates';
import type { Paged } from '../scripts/api.js';
import { Example, cad } from './worked-example.js';
import { brokenInvariants, checked, startProduct, type Product } from './product.js';

/** Rules that show only over time and across services. */
describe('what was sold', () => {
  let product: Product;
  let example: Example;
  let membershipId: string;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product?.stop());
  beforeEach(async () => {
    example = await Example.september(product);
    membershipId = await example.sold('Recreational');
  });
  afterEach(async () => expect(await brokenInvariants(product)).toEqual([]));

  const descriptions = async () =>
    Object.fromEntries((await example.invoices()).map(({ level, reason, lines: [line] }) => [`${level} ${reason}`, line.description]));

  it('MEM-8: is called by its new name everywhere, except on the invoices that were issued', async () => {
    await example.club.api.patch(`/v1/listings/${example.listings.Recreational}`, { name: 'Plaisir' }, 1);
    await example.federation.api.patch(`/v1/offers/${example.offers.Recreational}`, { names: { en: 'Discovery' } }, 1);
    expect((await example.memberships()).map(({ name }) => name)).toEqual(['Plaisir']);
    const seen = await example.federation.api.get<{ name: string }>(`/v1/memberships/${membershipId}`);
    expect(seen.name).toBe('Discovery');
    for (const description of Object.values(await descriptions())) expect(description).toMatch(/^Recreational, /);
    const { replaced } = await example.replace(membershipId, 'Competitive');
    await example.replace(replaced.newMembershipId, 'Recreational');
    const now = (await example.invoices()).map(({ level, lines: [line] }) => `${level} ${line.description.split(',')[0]}`);
    expect(now).toEqual(expect.arrayContaining(['client Plaisir', 'corporate Discovery']));
  });

  it('MEM-12: archiving stops new sales, imports and replacements by it, and nothing else', async () => {
    await example.federation.api.patch(`/v1/offers/${example.offers.Recreational}`, { archived: true }, 1);
    expect(await example.club.api.get(`/v1/memberships/${membershipId}`)).toMatchObject({ status: 'active' });

    const [person] = (await example.club.api.get<Paged<{ id: string; accountIds: string[] }>>('/v1/people')).data;
    const sale = { listingId: example.listings.Recreational, personId: person.id, accountId: person.accountIds[0] };
    await expect(example.club.api.post('/v1/sales', { sales: [sale] })).rejects.toMatchObject({
      body: { errors: [{ code: 'memberships.not-on-sale' }] },
    });
    expect(await checked(example.club, [{ 'First name': 'Max', 'Last name': 'Roy' }])).toMatchObject({ state: 'invalid' });

    const { replaced } = await example.replace(membershipId, 'Competitive'); // It may be left.
    const targets = await example.club.api.get<{ data: { offerId: string; barredBy: string | null }[] }>(
      `/v1/memberships/${replaced.newMembershipId}/replacement-targets`,
    );
    expect(targets.data).toMatchObject([{ offerId: example.offers.Recreational, barredBy: 'not-on-sale' }]);
  });

  it('REP-10, REP-11: four documents are dated the day of the replacement; the old invoice stays, settled, and is still shown', async () => {
    await example.replace(membershipId, 'Competitive');
    const today = todayIn('America/Toronto', new Date());
    const documents = [...(await example.invoices()), ...(await example.creditNotes())];
    const replaced = documents.filter(({ reason }) => reason === 'replacement');
    expect(replaced.map(({ issuedOn }) => issuedOn)).toEqual([today, today, today, today]);
    const old = documents.filter(({ reason }) => reason === null);
    expect(old.map(({ level, total, open }) => `${level} ${total.amountMinor} ${open.amountMinor}`).sort()).toEqual([
      'client 4000 0',
      'corporate 2500 0',
    ]);
  });

  it('REP-5, REP-3: is replaced by the rule of its own offer, whose list no later price alters', async () => {
    const rule = (of: 'Recreational' | 'Competitive', replacementRule: object, version: number) =>
      example.federation.api.patch(`/v1/offers/${example.offers[of]}`, { replacementRule }, version);
    await rule('Recreational', { mode: 'list', select: 'greater-price' }, 1);
    await rule('Competitive', { mode: 'off' }, 1);
    await example.federation.api.patch(`/v1/offers/${example.offers.Competitive}`, { originalPrice: cad(100) }, 2); // Cheaper by now.
    const { replaced } = await example.replace(membershipId, 'Competitive');
    const replacements = [{ membershipId: replaced.newMembershipId, listingId: example.listings.Recreational }];
    expect(await example.club.api.post('/v1/replacements/preview', { replacements })).toMatchObject({
      replacements: [{ problem: 'replacement-off' }],
      billing: null,
    });
  });
});
