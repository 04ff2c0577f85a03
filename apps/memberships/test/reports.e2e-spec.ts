import { message } from '#contracts/message';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { ReportMembers, ReportSales, type MemberGroup } from '#contracts/memberships/reports.query';
import { SellMemberships } from '#contracts/memberships/sales';
import type { Caller } from '#contracts/caller';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { someCaller } from '#testing/callers';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, today, type Network } from './network.js';

let world: World;
let network: Network;
beforeAll(async () => {
  const clock = new MovedClock(new Date(noon));
  world = await startWorld([memberships, new FakeIdentity().definition(), new FakeBilling().definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => void (network = await someNetwork(world)));

const sell = async (as: Caller, listingId: Uuid, count: number): Promise<Uuid[]> => {
  const sales = Array.from({ length: count }, () => newId()).map((personId) => ({
    listingId,
    personId,
    accountId: derivedId('account', personId),
  }));
  const sold = await world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs: 30_000 });
  return sold.sales.map(({ membershipId }) => membershipId);
};
const members = (as: Caller, by: MemberGroup, limit = 200, after?: string) => world.ask(message(ReportMembers, { by, limit, after }), as);
const sales = (as: Caller, from = today, to = today) => world.ask(message(ReportSales, { from, to, limit: 200 }), as);
const none = { pending: 0, active: 0, expired: 0, cancelled: 0, replaced: 0 };

/** Ana sells three and replaces one of them; Ben sells two. */
async function aDay() {
  const replacement = { mode: 'enabled' } as const;
  const recreational = await createOffer(world, network.director, { replacement });
  const competitive = await createOffer(world, network.director, { names: { en: 'Competitive' }, originalMinor: 6000 });
  const own = { name: 'Le secret de Chicoutimi', sellingMinor: 987_654 };
  const anas = await createListing(world, network.ana, recreational.id, own);
  const target = await createListing(world, network.ana, competitive.id, { sellingMinor: 876_543 });
  const bens = await createListing(world, network.ben, recreational.id, { sellingMinor: 765_432 });
  const [first] = await sell(network.ana, anas.id, 3);
  await sell(network.ben, bens.id, 2);
  const asked = [{ membershipId: first, listingId: target.id }];
  const command = message(ReplaceMemberships, { operationId: newId(), replacements: asked, previewHash: '0'.repeat(64) });
  await world.ask(command, network.ana, { timeoutMs: 30_000 });
  return { recreational, competitive };
}

describe('reports', () => {
  it('MEM-16: a federation counts members by offer and by club, where they stand', async () => {
    const { recreational, competitive } = await aDay();
    const { data } = await members(network.director, 'offer');
    expect(data).toEqual([
      { id: recreational.id, name: 'Récréatif', byStatus: { ...none, active: 4, replaced: 1 } },
      { id: competitive.id, name: 'Competitive', byStatus: { ...none, active: 1 } },
    ]);
    const byClub = new Map((await members(network.director, 'club')).data.map(({ id, byStatus }) => [id, byStatus]));
    expect(byClub.get(network.clubs[0].id)).toEqual({ ...none, active: 3, replaced: 1 });
    expect(byClub.get(network.clubs[1].id)).toEqual({ ...none, active: 2 });
  });

  it('counts a page at a time, and each line once', async () => {
    await aDay();
    const first = await members(network.director, 'offer', 1);
    const second = await members(network.director, 'offer', 1, first.next!);
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Récréatif', 'Competitive']);
    expect(second.next).toBeNull();
  });

  it('sums up what each club sold and replaced in a period, at original prices, what came by a replacement not again', async () => {
    await aDay();
    const byClub = new Map((await sales(network.director)).data.map((line) => [line.clubId, line]));
    expect(byClub.get(network.clubs[0].id)).toMatchObject({ sold: 3, originalMinor: 7500, replaced: 1, cancelled: 0, currency: 'CAD' });
    expect(byClub.get(network.clubs[1].id)).toMatchObject({ sold: 2, originalMinor: 5000, replaced: 0, cancelled: 0 });
    expect((await sales(network.director, '2026-11-01', '2026-11-21')).data).toEqual([]);
  });

  it('a club counts its own members and sales alone', async () => {
    await aDay();
    expect((await members(network.ben, 'offer')).data).toMatchObject([{ byStatus: { ...none, active: 2 } }]);
    expect((await members(network.ben, 'club')).data.map(({ id }) => id)).toEqual([network.clubs[1].id]);
    expect((await sales(network.ben)).data.map(({ clubId }) => clubId)).toEqual([network.clubs[1].id]);
  });

  it('another network finds nothing of it, and no club’s own name or price is in any report', async () => {
    await aDay();
    const stranger = await someNetwork(world);
    for (const as of [stranger.director, stranger.ana]) {
      expect([(await members(as, 'offer')).data, (await members(as, 'club')).data, (await sales(as)).data]).toEqual([[], [], []]);
    }
    const told = JSON.stringify([
      await members(network.director, 'offer'),
      await members(network.director, 'club'),
      await sales(network.director),
    ]);
    expect(told).not.toMatch(/secret|987654|876543|765432/);
  });

  it('are an administrator’s to read', async () => {
    const operator = someCaller({ role: 'operator', organization: network.federation });
    await expect(members(operator, 'offer')).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(sales(operator)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
