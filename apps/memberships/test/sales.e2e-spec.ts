import { message } from '#contracts/message';
import { ChangeListing, ChangeOffer, type ListingRecord, type OfferRecord } from '#contracts/memberships/offers';
import { ReleaseSales } from '#contracts/memberships/reserve-sales.command';
import { newId, type Uuid } from '#kernel/ids';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { assess, assessed, createListing, createOffer, flowOf, noon, reserve, someNetwork, someSale, type Network } from './network.js';

let world: World;
let network: Network;
let offer: OfferRecord;
let listing: ListingRecord; // Of the first club, Ana's
const clock = new MovedClock(new Date(noon));

beforeAll(async () => {
  world = await startWorld([memberships], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  offer = await createOffer(world, network.director);
  listing = await createListing(world, network.ana, offer.id, { sellingMinor: 4000 });
  await createListing(world, network.ben, offer.id);
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const changeOffer = (change: Partial<ChangeOffer>) =>
  world.ask(message(ChangeOffer, { offerId: offer.id, version: offer.version, ...change }), network.director);
const release = (importId: Uuid, as = network.ana) => world.ask(message(ReleaseSales, { importId }), flowOf(as));
const taken = async (clubId: Uuid = network.clubs[0].id): Promise<number> => {
  const text = 'SELECT taken FROM quota_usage WHERE offer_id = $1 AND seller_id = $2';
  const [row] = await world.database('memberships').query<{ taken: number }>(text, [offer.id, clubId]);
  return row?.taken ?? 0;
};

describe('assessing the sales of a file', () => {
  it('IMP-5, IMP-13: finds the listing by the club’s name for it and tells both prices', async () => {
    const answer = await assess(world, network.ana, [someSale({ membership: ' RECREATIF' })]);
    expect(answer).toEqual({
      listings: [
        {
          listingId: listing.id,
          offerId: offer.id,
          name: 'Récréatif',
          offerName: 'Récréatif',
          sellingMinor: 4000,
          originalMinor: 2500,
          currency: 'CAD',
          ledgerCode: 'MEMBERSHIPS',
        },
      ],
      sales: [{ row: 2, listingId: listing.id, effectiveOn: '2026-09-01', expiresOn: '2027-06-30', problem: null, facts: null }],
    });
  });

  it('MEM-4: tells the original price where the club set none', async () =>
    expect((await assess(world, network.ben, [someSale()])).listings).toMatchObject([{ sellingMinor: 2500, originalMinor: 2500 }]));

  it('IMP-5: has one wording for unknown, inactive, archived and another club’s', async () => {
    const theirs = await createOffer(world, network.director, { names: { fr: 'Compétitif' } });
    await createListing(world, network.ben, theirs.id);
    await world.ask(message(ChangeListing, { listingId: listing.id, version: 1, active: false }), network.ana);
    const names = ['Inconnu', 'Récréatif', 'Compétitif'];
    const { sales, listings } = await assess(
      world,
      network.ana,
      names.map((membership, row) => someSale({ row, membership })),
    );
    expect(listings).toEqual([]);
    const unknown = { listingId: null, effectiveOn: null, expiresOn: null, facts: null, problem: 'unknown-membership' };
    expect(sales).toEqual(names.map((_, row) => ({ row, ...unknown })));

    await changeOffer({ archived: true });
    expect((await assess(world, network.ben, [someSale()])).sales).toMatchObject([{ problem: 'unknown-membership' }]);
  });

  it('IMP-5: finds two memberships of one name ambiguous', async () => {
    const other = await createOffer(world, network.director);
    await createListing(world, network.ana, other.id, { name: 'récréatif' });
    expect((await assess(world, network.ana, [someSale()])).sales).toMatchObject([{ problem: 'ambiguous-membership' }]);
  });

  it('MEM-13, MEM-14: knows what is held, in the club and elsewhere, and says no more than that of others', async () => {
    const [lea, max] = [newId(), newId()];
    await reserve(world, network.ana, newId(), await assessed(world, network.ana, [someSale({ personId: lea })]));
    await reserve(world, network.ben, newId(), await assessed(world, network.ben, [someSale({ personId: max })]));
    const rows = [lea, max, newId()].map((personId, row) => someSale({ row, personId }));
    expect((await assess(world, network.ana, rows)).sales).toMatchObject([
      { problem: 'already-held', facts: { through: 'own-club', heldUntil: '2027-06-30' } },
      { problem: 'already-held', facts: { through: 'another-club' } },
      { problem: null },
    ]);
  });

  it('knows nothing of another network’s people', async () => {
    const stranger = await someNetwork(world);
    const lea = newId();
    await reserve(world, network.ana, newId(), await assessed(world, network.ana, [someSale({ personId: lea })]));
    const theirs = await createOffer(world, stranger.director);
    await createListing(world, stranger.ana, theirs.id);
    expect((await assess(world, stranger.ana, [someSale({ personId: lea })])).sales).toMatchObject([{ problem: null }]);
  });

  it('MEM-10: holds a quota over sales made, earlier batches of the file and the rows of this one', async () => {
    await reserve(world, network.ana, newId(), await assessed(world, network.ana, [someSale()]));
    await changeOffer({ quotaPerReseller: 4 });
    const rows = [2, 3, 4].map((row) => someSale({ row }));
    expect((await assess(world, network.ana, rows, { [offer.id]: 1 })).sales).toMatchObject([
      { problem: null },
      { problem: null },
      { problem: 'quota-exceeded', facts: { quota: 4, taken: 4 } },
    ]);
    expect((await assess(world, network.ben, rows)).sales.map(({ problem }) => problem)).toEqual([null, null, null]);
  });

  it('MEM-10: judges eligibility', async () => {
    await changeOffer({ eligibility: { minAge: null, maxAge: 12, gender: 'F' } });
    expect((await assess(world, network.ana, [someSale(), someSale({ birthDate: '2016-01-01', gender: 'M' })])).sales).toMatchObject([
      { problem: 'not-eligible', facts: { age: 16, maxAge: 12 } },
      { problem: 'not-eligible', facts: { gender: 'F' } },
    ]);
  });

  it('writes nothing', async () => {
    await assess(world, network.ana, [someSale()]);
    expect(await taken()).toBe(0);
  });

  it('serves the steps of an import as it serves its operator', async () =>
    expect(await assess(world, flowOf(network.ana), [someSale()])).toEqual(await assess(world, network.ana, [someSale()])));

  it('IMP-1: is for resellers', async () => {
    await expect(assess(world, network.director, [someSale()])).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('reserving sales', () => {
  it('holds the slots and counts them, and does so once however often it is asked', async () => {
    const [importId, asked] = [newId(), await assessed(world, network.ana, [someSale({ row: 2 }), someSale({ row: 3 })])];
    const answers = await Promise.all([1, 2, 3].map(() => reserve(world, network.ana, importId, asked)));
    expect(answers).toEqual([1, 2, 3].map(() => ({ changed: [], refused: [] })));
    expect(await taken()).toBe(2);
  });

  it('IMP-16: reserves nothing at terms that the preview did not show', async () => {
    const [importId, asked] = [newId(), await assessed(world, network.ana, [someSale()])];
    await changeOffer({ originalMinor: 2700 });
    const { changed, refused } = await reserve(world, network.ana, importId, asked);
    expect(changed).toEqual([{ ...asked.terms[0], originalMinor: 2700 }]);
    expect(refused).toEqual([]);
    expect(await taken()).toBe(0);
  });

  it('IMP-16: reserves nothing that is no longer on sale', async () => {
    const asked = await assessed(world, network.ana, [someSale()]);
    await changeOffer({ archived: true });
    expect((await reserve(world, network.ana, newId(), asked)).changed).toEqual(asked.terms);
    expect(await taken()).toBe(0);
  });

  it('freezes the terms: a price changed after the first batch does not stop the next', async () => {
    const [importId, asked] = [newId(), await assessed(world, network.ana, [someSale({ row: 2 }), someSale({ row: 3 })])];
    await reserve(world, network.ana, importId, { ...asked, sales: [asked.sales[0]] });
    await changeOffer({ originalMinor: 2700 });
    expect(await reserve(world, network.ana, importId, { ...asked, sales: [asked.sales[1]] })).toEqual({ changed: [], refused: [] });
    expect(await taken()).toBe(2);
  });

  it('refuses the row whose slot another club took meanwhile, and reserves the others', async () => {
    const lea = newId();
    const asked = await assessed(world, network.ana, [someSale({ row: 2, personId: lea }), someSale({ row: 3 })]);
    await reserve(world, network.ben, newId(), await assessed(world, network.ben, [someSale({ personId: lea })]));
    expect(await reserve(world, network.ana, newId(), asked)).toEqual({ changed: [], refused: [{ row: 2, problem: 'already-held' }] });
    expect(await taken()).toBe(1);
  });

  it('MEM-14: lets one of two clubs win that sell the same people the same membership at the same instant', async () => {
    const rows = Array.from({ length: 200 }, (_, i) => someSale({ row: i + 2, personId: newId() }));
    const [forAna, forBen] = [await assessed(world, network.ana, rows), await assessed(world, network.ben, [...rows].reverse())];
    const [ana, ben] = await Promise.all([reserve(world, network.ana, newId(), forAna), reserve(world, network.ben, newId(), forBen)]);
    expect(ana.refused.length + ben.refused.length).toBe(200);
    expect((await taken()) + (await taken(network.clubs[1].id))).toBe(200);
  });

  it('MEM-13: lets one of two clubs win whose periods differ but overlap', async () => {
    const duration = await createOffer(world, network.director, {
      names: { fr: 'Annuel' },
      term: { kind: 'fixed-duration', months: 12, renewalWindowDays: null },
    });
    for (const club of [network.ana, network.ben]) await createListing(world, club, duration.id);
    const people = Array.from({ length: 50 }, () => newId());
    const file = (expiresOn: string) => people.map((personId, row) => someSale({ row, personId, membership: 'Annuel', expiresOn }));
    const [forAna, forBen] = [
      await assessed(world, network.ana, file('2027-08-31')),
      await assessed(world, network.ben, file('2027-05-31')),
    ];
    const [ana, ben] = await Promise.all([reserve(world, network.ana, newId(), forAna), reserve(world, network.ben, newId(), forBen)]);
    expect(ana.refused.length + ben.refused.length).toBe(50); // The invariants, after each test, find no overlap either.
  });

  it('MEM-10: never passes a quota that two imports of a club race for', async () => {
    await changeOffer({ quotaPerReseller: 10 });
    const files = await Promise.all(
      [1, 2].map(() =>
        assessed(
          world,
          network.ana,
          Array.from({ length: 8 }, (_, row) => someSale({ row })),
        ),
      ),
    );
    const answers = await Promise.all(files.map((asked) => reserve(world, network.ana, newId(), asked)));
    expect(answers.flatMap(({ refused }) => refused).map(({ problem }) => problem)).toEqual(Array(6).fill('quota-exceeded'));
    expect(await taken()).toBe(10);
  });

  it('takes 2,000 rows at a time', async () => {
    const rows = Array.from({ length: 2000 }, (_, row) => someSale({ row }));
    const [first, second] = [await assessed(world, network.ana, rows.slice(0, 1000)), await assessed(world, network.ana, rows.slice(1000))];
    expect(await reserve(world, network.ana, newId(), { terms: first.terms, sales: [...first.sales, ...second.sales] })).toEqual({
      changed: [],
      refused: [],
    });
    expect(await taken()).toBe(2000);
  });

  it('reserves nothing of a listing that is another club’s', async () => {
    const asked = await assessed(world, network.ana, [someSale()]);
    expect((await reserve(world, network.ben, newId(), asked)).changed).toEqual(asked.terms);
  });
});

describe('releasing sales', () => {
  it('gives back slots and quota, once', async () => {
    const [importId, asked] = [newId(), await assessed(world, network.ana, [someSale({ row: 2 }), someSale({ row: 3 })])];
    await reserve(world, network.ana, importId, asked);
    expect(await release(importId)).toEqual({ released: 2 });
    expect(await release(importId)).toEqual({ released: 0 });
    expect(await taken()).toBe(0);
    expect(await reserve(world, network.ana, importId, asked)).toEqual({ changed: [], refused: [] }); // The slots are free again.
  });

  it('cannot release what another club reserved', async () => {
    const importId = newId();
    await reserve(world, network.ana, importId, await assessed(world, network.ana, [someSale()]));
    expect(await release(importId, network.ben)).toEqual({ released: 0 });
    expect(await taken()).toBe(1);
  });

  it('leaves the other imports of the club alone', async () => {
    const [mine, other] = [newId(), newId()];
    for (const importId of [mine, other]) await reserve(world, network.ana, importId, await assessed(world, network.ana, [someSale()]));
    expect(await release(mine)).toEqual({ released: 1 });
    expect(await taken()).toBe(1);
  });
});
