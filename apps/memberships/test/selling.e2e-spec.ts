import type { Caller } from '#contracts/caller';
import { message, type Fields } from '#contracts/message';
import { GetMembership, ListMemberships } from '#contracts/memberships/memberships.query';
import { PreviewSale, SellMemberships, type SaleToMake } from '#contracts/memberships/sales';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { someCaller, someClub } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, season, someNetwork, today, type Network } from './network.js';

let world: World;
let network: Network;
let listingId: Uuid;
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  billing.reset();
  network = await someNetwork(world);
  const offer = await createOffer(world, network.director, { quotaPerReseller: 3 });
  listingId = (await createListing(world, network.ana, offer.id, { sellingMinor: 4000 })).id;
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const saleTo = (personId = newId(), changes: Partial<SaleToMake> = {}): SaleToMake => ({
  listingId,
  personId,
  accountId: derivedId('account', personId),
  ...changes,
});
const sell = (sales: SaleToMake[], as: Caller = network.ana, more: Partial<Fields<SellMemberships>> = {}, timeoutMs = 30_000) =>
  world.ask(message(SellMemberships, { operationId: newId(), sales, ...more }), as, { timeoutMs });
const preview = (sales: SaleToMake[], as: Caller = network.ana) => world.ask(message(PreviewSale, { sales }), as);
const soldBy = async (as: Caller) => (await world.ask(message(ListMemberships, { limit: 200 }), as)).data;
const slots = () => world.database('memberships').query('SELECT FROM slots WHERE seller_id = $1', [network.clubs[0].id]);

class Refused extends DomainError {
  readonly code = 'billing.preview-changed';
  readonly kind = 'conflict';
}

describe('a sale', () => {
  it('MEM-18: makes the memberships that billing has invoiced at both levels, under the same sale', async () => {
    const [lea, max] = [newId(), newId()];
    const { sales } = await sell([saleTo(lea), saleTo(max)]);
    expect(sales).toMatchObject([
      { personId: lea, effectiveOn: '2026-09-01', expiresOn: '2027-06-30', clientInvoice: { level: 'client' } },
      { personId: max, corporateInvoice: { level: 'corporate' } },
    ]);
    expect(billing.asked).toMatchObject([
      {
        organizationId: network.clubs[0].id,
        federationId: network.federation.id,
        terms: [{ listingId, sellingMinor: 4000, originalMinor: 2500 }],
        sales: sales.map(({ saleId, personId, accountId }) => ({ saleId, personId, accountId, terms: 0 })),
      },
    ]);
    const membership = await world.ask(message(GetMembership, { membershipId: sales[0].membershipId }), network.ana);
    expect(membership).toMatchObject({ personId: lea, saleId: sales[0].saleId, status: 'active', purchasedOn: today, importId: null });
  });

  it('is made once by a key, and gives the first result again', async () => {
    const command = message(SellMemberships, { operationId: newId(), sales: [saleTo()] });
    const options = { idempotencyKey: newId(), timeoutMs: 30_000 };
    const first = await world.ask(command, network.ana, options);
    expect(await world.ask(command, network.ana, options)).toEqual(first);
    expect(billing.asked).toHaveLength(1);
    const other = message(SellMemberships, { ...command, sales: [saleTo()] });
    await expect(world.ask(other, network.ana, options)).rejects.toMatchObject({ code: 'platform.key-reused' });
  });

  it('MEM-10, MEM-13: is judged whole: one bad row sells nothing and bills nothing', async () => {
    const lea = newId();
    await sell([saleTo(lea)]);
    identity.is(lea, {});
    const sales = [saleTo(), saleTo(lea), saleTo(newId(), { listingId: newId() })];
    expect((await preview(sales)).sales.map(({ problem }) => problem)).toEqual([null, 'already-held', 'no-such-listing']);
    await expect(sell(sales)).rejects.toMatchObject({
      code: 'memberships.not-sellable',
      kind: 'rule',
      faults: [
        { pointer: '/sales/1', code: 'memberships.already-held' },
        { pointer: '/sales/2', code: 'memberships.no-such-listing' },
      ],
    });
    expect(await soldBy(network.ana)).toHaveLength(1);
    expect(billing.asked).toHaveLength(1);
  });

  it('MEM-10: counts the quota over the whole of it', async () => {
    await sell([saleTo(), saleTo()]);
    await expect(sell([saleTo(), saleTo()])).rejects.toMatchObject({
      faults: [{ pointer: '/sales/1', code: 'memberships.quota-exceeded' }],
    });
    await sell([saleTo()]);
  });

  it('leaves nothing behind that billing refuses', async () => {
    billing.before = () => {
      throw new Refused('it would bill something else');
    };
    const lea = newId();
    await expect(sell([saleTo(lea)])).rejects.toMatchObject({ code: 'billing.preview-changed', kind: 'conflict' });
    expect([await soldBy(network.ana), await slots()]).toEqual([[], []]);
    billing.reset();
    await sell([saleTo(lea), saleTo(), saleTo()]); // Place and quota were given back.
  });

  it('goes on when billing broke down before or after it had done its part, and bills under the same ids', async () => {
    let [before, after] = [1, 1];
    billing.before = () => {
      if (before-- > 0) throw new Error('broke down before');
    };
    billing.after = () => {
      if (after-- > 0) throw new Error('broke down after');
    };
    const { sales } = await sell([saleTo()]);
    expect(billing.asked.map((command) => command.sales[0].saleId)).toEqual([sales[0].saleId, sales[0].saleId]);
    expect(await soldBy(network.ana)).toHaveLength(1);
  });

  it('is finished by the next process when the one that took it died', async () => {
    billing.before = () => {
      throw new Error('not there yet');
    };
    const sold = sell([saleTo()], network.ana, {}, 5_000).catch((error: unknown) => error);
    await eventually(async () => (await slots()).length === 1);
    await world.halt('memberships');
    await sold;
    billing.reset();
    await world.start('memberships');
    await eventually(async () => (await soldBy(network.ana)).length === 1, { withinMs: 60_000 });
  });

  it('MEM-14: of two clubs that sell the same to one person at one instant, one is told why without learning more', async () => {
    const [{ offerId }] = await world
      .database('memberships')
      .query<{ offerId: Uuid }>('SELECT offer_id AS "offerId" FROM listings WHERE id = $1', [listingId]);
    const other = await createListing(world, network.ben, offerId);
    const lea = newId();
    const tries = await Promise.allSettled([sell([saleTo(lea)]), sell([saleTo(lea, { listingId: other.id })], network.ben)]);
    const refused = tries.filter((one) => one.status === 'rejected');
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(refused.map((one) => one.reason as unknown)).toMatchObject([
      { code: 'memberships.not-sellable', faults: [{ code: 'memberships.already-held', detail: 'already-held through another-club' }] },
    ]);
  });

  it('is made of the acting seller’s own listings and members only', async () => {
    const foreign = (await someNetwork(world)).ana;
    for (const as of [network.ben, foreign]) {
      await expect(sell([saleTo()], as)).rejects.toMatchObject({ faults: [{ code: 'memberships.no-such-listing' }] });
    }
    const nobody = newId();
    identity.forget(nobody);
    await expect(sell([saleTo(nobody)])).rejects.toMatchObject({ faults: [{ code: 'memberships.no-such-member' }] });
  });
});

describe('what a seller designed itself', () => {
  it('is sold at one level, by a gym that stands alone as by a club', async () => {
    const gym = someCaller({ organization: someClub(network.federation, { kind: 'gym', federationId: null }) });
    for (const seller of [gym, network.ana]) {
      const offer = await createOffer(world, seller, { names: { en: 'Evening class' } });
      const { id } = await createListing(world, seller, offer.id);
      const lea = newId();
      const { sales } = await sell([saleTo(lea, { listingId: id })], seller);
      expect(sales).toMatchObject([{ corporateInvoice: null }]);
      expect(billing.asked.at(-1)).toMatchObject({ organizationId: seller.organization!.id, federationId: null });
      await expect(sell([saleTo(lea, { listingId: id })], seller)).rejects.toMatchObject({
        faults: [{ code: 'memberships.already-held' }],
      });
    }
  });

  it('is not sold in one order with what its federation designed: they are billed at other levels', async () => {
    const own = await createOffer(world, network.ana);
    const { id } = await createListing(world, network.ana, own.id);
    await expect(sell([saleTo(), saleTo(newId(), { listingId: id })])).rejects.toMatchObject({
      faults: [{ pointer: '/sales/1', code: 'memberships.other-designer' }],
    });
  });
});

describe('terms', () => {
  it('MEM-6: of an ongoing membership the first period is billed, prorated', async () => {
    const offer = await createOffer(world, network.director, { term: { kind: 'ongoing' }, originalMinor: 3000 });
    const ongoing = await createListing(world, network.ana, offer.id, { name: 'Gym', sellingMinor: 6000 });
    const { sales } = await sell([saleTo(newId(), { listingId: ongoing.id })]);
    expect(sales).toMatchObject([{ effectiveOn: today, expiresOn: null }]);
    expect(billing.asked[0]).toMatchObject({
      terms: [{ sellingMinor: 1800, originalMinor: 900 }], // 22 to 30 November: nine days of thirty.
      sales: [{ effectiveOn: today, expiresOn: '2026-11-30' }],
    });
    const membership = await world.ask(message(GetMembership, { membershipId: sales[0].membershipId }), network.ana);
    expect(membership).toMatchObject({ sellingMinor: 6000, originalMinor: 3000 });
  });

  it('MEM-13: a renewal is sold in its window, and follows what it renews', async () => {
    const term = { kind: 'fixed-duration', months: 1, renewalWindowDays: 40 } as const;
    const offer = await createOffer(world, network.director, { names: { en: 'Month' }, term });
    const month = await createListing(world, network.ana, offer.id, { name: 'Month' });
    const lea = newId();
    const [first] = (await sell([saleTo(lea, { listingId: month.id })])).sales;
    const [second] = (await sell([saleTo(lea, { listingId: month.id })])).sales;
    expect([first.effectiveOn, first.expiresOn, second.effectiveOn, second.expiresOn]).toEqual([
      today,
      '2026-12-21',
      '2026-12-22',
      '2027-01-21',
    ]);
  });

  it('MEM-17: the seller sets the end of a fixed duration, and of nothing else', async () => {
    expect((await preview([saleTo(newId(), { expiresOn: '2026-12-31' })])).sales).toMatchObject([
      { expiresOn: season.kind === 'fixed-dates' ? season.expiresOn : null },
    ]);
    const offer = await createOffer(world, network.director, { term: { kind: 'fixed-duration', months: 12, renewalWindowDays: null } });
    const year = await createListing(world, network.ana, offer.id, { name: 'Year' });
    expect((await preview([saleTo(newId(), { listingId: year.id, expiresOn: '2026-12-31' })])).sales).toMatchObject([
      { expiresOn: '2026-12-31' },
    ]);
  });
});
