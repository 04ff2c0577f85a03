import { CommandBus } from '@nestjs/cqrs';
import type { Caller } from '#contracts/caller';
import { CancelHeldMemberships } from '#contracts/memberships/cancellations';
import { BillMonths } from '#contracts/memberships/months';
import { ChangeListing, ChangeOffer, type ListingRecord, type OfferRecord } from '#contracts/memberships/offers';
import { ListReplacementTargets } from '#contracts/memberships/replacement-targets.query';
import { SellMemberships } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { LookForMonths } from '../src/features/bill-months/look-for-months.command.js';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, someNetwork, type Network } from './network.js';

let world: World;
let network: Network;
let offer: OfferRecord;
let listing: ListingRecord;
const clock = new MovedClock();
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo('2026-11-16T17:00:00Z');
  billing.reset();
  network = await someNetwork(world);
  offer = await createOffer(world, network.director, { names: { en: 'Gym' }, originalMinor: 3000, term: { kind: 'ongoing' } });
  listing = await createListing(world, network.ana, offer.id, { name: 'Gym', sellingMinor: 6000 });
});
afterEach(async () => {
  billing.reset();
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const timeoutMs = 30_000;
const run = (as: Caller = network.ana) => world.ask(message(BillMonths, {}), as, { timeoutMs });
async function bought(many = 1, { id: listingId } = listing, as = network.ana): Promise<Uuid[]> {
  const sales = Array.from({ length: many }, () => ({ listingId, accountId: newId(), personId: newId() }));
  const { sales: made } = await world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs });
  billing.asked.length = 0;
  return made.map(({ membershipId }) => membershipId);
}
const cancel = (membershipId: Uuid) =>
  world.ask(
    message(CancelHeldMemberships, {
      operationId: newId(),
      cancellations: [{ membershipId, credit: { kind: 'whole' } }],
      previewHash: '0'.repeat(64),
    }),
    network.ana,
    { timeoutMs },
  );
/** What billing was asked for since it was last looked at: each month at its prices. */
const asked = () =>
  billing.asked
    .splice(0)
    .flatMap(({ sales, terms, federationId }) =>
      sales.map(
        ({ effectiveOn, expiresOn, terms: i }) =>
          `${effectiveOn} ${expiresOn} ${terms[i].sellingMinor} ${terms[i].originalMinor} ${federationId ? 'both' : 'one'}`,
      ),
    );

class Refused extends DomainError {
  readonly code = 'billing.no-such-client';
  readonly kind = 'missing';
}

describe('an ongoing membership', () => {
  it('MEM-6, MEM-18: is billed at both levels each month, on its first day, and however often it is asked, once', async () => {
    const [id] = await bought();
    expect(await run()).toEqual({ months: 0, refused: [] });
    clock.moveTo('2026-12-01T17:00:00Z');
    expect(await run()).toEqual({ months: 1, refused: [] });
    expect(await run()).toEqual({ months: 0, refused: [] });
    expect(asked()).toEqual(['2026-12-01 2026-12-31 6000 3000 both']);
    clock.moveTo('2027-02-10T17:00:00Z');
    expect(await run()).toEqual({ months: 2, refused: [] });
    expect(asked()).toEqual(['2027-01-01 2027-01-31 6000 3000 both', '2027-02-01 2027-02-28 6000 3000 both']);
    const kept = await world
      .database('memberships')
      .query('SELECT month, sale_id FROM billed_months WHERE membership_id = $1 ORDER BY month', [id]);
    expect(kept).toMatchObject(
      ['2026-12-01', '2027-01-01', '2027-02-01'].map((month) => ({ month, sale_id: derivedId('month', id, month) })),
    );
  });

  it('MEM-6: the month begins at midnight of the seller’s own day, and the schedule asks by itself', async () => {
    const [id] = await bought();
    const look = () => world.services.memberships.app.get(CommandBus).execute<LookForMonths, number>(new LookForMonths());
    const months = () => world.database('memberships').query('SELECT month FROM billed_months WHERE membership_id = $1', [id]);
    clock.moveTo('2026-12-01T04:30:00Z'); // 23:30 on the 30th in Montréal.
    await look();
    expect(await months()).toEqual([]);
    clock.moveTo('2026-12-01T05:30:00Z');
    await look();
    expect(await months()).toMatchObject([{ month: '2026-12-01' }]);
    await look();
    expect(await months()).toHaveLength(1);
  });

  it('BIL-3, MEM-8: is billed at the prices it was sold at, under the name it has today', async () => {
    await bought();
    await world.ask(message(ChangeOffer, { offerId: offer.id, version: offer.version, originalMinor: 3500 }), network.director);
    await world.ask(
      message(ChangeListing, { listingId: listing.id, version: listing.version, sellingMinor: 7000, name: 'Gym+' }),
      network.ana,
    );
    clock.moveTo('2026-12-01T17:00:00Z');
    await run();
    expect(billing.asked[0].terms).toMatchObject([{ name: 'Gym+', sellingMinor: 6000, originalMinor: 3000 }]);
  });

  it('MEM-6: its cancellation ends it: no month is billed after, and the last one billed is what is credited', async () => {
    const [id] = await bought();
    clock.moveTo('2026-12-03T17:00:00Z');
    await run();
    await cancel(id);
    expect(billing.cancelled[0].cancellations[0]).toMatchObject({ saleId: derivedId('month', id, '2026-12-01') });
    clock.moveTo('2027-02-01T17:00:00Z');
    expect(await run()).toEqual({ months: 0, refused: [] });
  });

  it('REP-15: is not replaced, however many of its months are billed', async () => {
    const [id] = await bought();
    clock.moveTo('2026-12-01T17:00:00Z');
    await run();
    expect(await world.ask(message(ListReplacementTargets, { membershipId: id }), network.ana)).toMatchObject({ barredBy: 'ongoing' });
  });

  it('MEM-1: of what its seller designed itself is billed at one level', async () => {
    const own = await createOffer(world, network.ana, {
      names: { en: 'Locker' },
      originalMinor: 900,
      term: { kind: 'ongoing' },
      resale: false,
    });
    await bought(1, await createListing(world, network.ana, own.id, { name: 'Locker' }));
    await bought();
    clock.moveTo('2026-12-01T17:00:00Z');
    expect(await run()).toEqual({ months: 2, refused: [] });
    expect(asked().sort()).toEqual(['2026-12-01 2026-12-31 6000 3000 both', '2026-12-01 2026-12-31 900 900 one']);
  });

  it('is billed many at a time, and one that billing refuses keeps no other from being billed', async () => {
    const ids = await bought(5);
    clock.moveTo('2026-12-01T17:00:00Z');
    const bad = derivedId('month', ids[3], '2026-12-01');
    billing.refuses = ({ sales }) => (sales.some(({ saleId }) => saleId === bad) ? new Refused('gone') : undefined);
    expect(await run()).toEqual({ months: 4, refused: [{ membershipId: ids[3], month: '2026-12-01', code: 'billing.no-such-client' }] });
    billing.reset();
    expect(await run()).toEqual({ months: 1, refused: [] });
  });

  it('is billed once by two who ask at the same time', async () => {
    await bought(3);
    clock.moveTo('2026-12-01T17:00:00Z');
    const runs = await Promise.all([run(), run()]);
    await run();
    expect(runs.flatMap(({ refused }) => refused)).toEqual([]);
    const sales = billing.asked.flatMap((command) => command.sales.map(({ saleId }) => saleId));
    expect([sales.length, new Set(sales).size]).toEqual([3, 3]);
  });

  it.each(['before', 'after'] as const)('stopped %s billing has done its part, it is billed by the next process', async (when) => {
    const [id] = await bought();
    clock.moveTo('2026-12-01T17:00:00Z');
    billing[when] = () => {
      throw new Error('broke down');
    };
    const stopped = world.ask(message(BillMonths, {}), network.ana, { timeoutMs: 5_000 }).catch((error: unknown) => error);
    await eventually(
      async () => (await world.database('memberships').query('SELECT FROM membership_holds WHERE membership_id = $1', [id])).length === 1,
    );
    await world.halt('memberships');
    await stopped;
    billing.before = () => undefined;
    billing.after = () => undefined;
    await world.start('memberships');
    const months = () => world.database('memberships').query('SELECT FROM billed_months WHERE membership_id = $1', [id]);
    await eventually(async () => (await months()).length === 1, { withinMs: 60_000 });
    expect(new Set(billing.asked.flatMap(({ sales }) => sales.map(({ saleId }) => saleId)))).toEqual(
      new Set([derivedId('month', id, '2026-12-01')]),
    );
  });

  it('MEM-14: is the seller’s to bill: nobody else’s run touches it', async () => {
    await bought();
    clock.moveTo('2026-12-01T17:00:00Z');
    for (const as of [network.ben, network.director]) expect(await run(as)).toEqual({ months: 0, refused: [] });
  });
});
