import type { Caller } from '#contracts/caller';
import { BlockEntry, CheckIn, ListActivities } from '#contracts/memberships/entry';
import { ListHomeMoves, MoveHome } from '#contracts/memberships/homes';
import { ListMemberships, type MembershipRecord } from '#contracts/memberships/memberships.query';
import {
  DescribeHoldingsToMerge,
  DescribeHoldingsToReturn,
  HoldingsMoved,
  HoldingsReturned,
  MoveHoldings,
  ReturnHoldings,
  type ClientToJoin,
} from '#contracts/memberships/merges';
import type { ListingRecord } from '#contracts/memberships/offers';
import { PreviewReplacement, ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { AssignSkill, CreateSkill, ListMemberSkills } from '#contracts/memberships/skills';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { assess, createListing, createOffer, noon, someNetwork, someSale, today, type Network } from './network.js';

let world: World;
let network: Network;
let [ours, theirs]: ListingRecord[] = []; // The same offer, at either club.
let other: ListingRecord; // Another offer, at the first.
let [closed, survivor]: Uuid[] = [];
const identity = new FakeIdentity();
const timeoutMs = 30_000;

beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), new FakeBilling().definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  network = await someNetwork(world);
  const offers = [
    await createOffer(world, network.director, { replacement: { mode: 'enabled' } }),
    await createOffer(world, network.director),
  ];
  ours = await createListing(world, network.ana, offers[0].id, { name: 'Récréatif', sellingMinor: 4000 });
  theirs = await createListing(world, network.ben, offers[0].id, { name: 'Récréatif', sellingMinor: 4100 });
  other = await createListing(world, network.ana, offers[1].id, { name: 'Compétitif', sellingMinor: 9000 });
  [closed, survivor] = [newId(), newId()];
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const accountOf = (personId: Uuid): Uuid => derivedId('account', personId);
const clientsOf = (from = closed, to = survivor): ClientToJoin[] =>
  network.clubs.map(({ id }) => ({
    organizationId: id,
    fromClientId: derivedId('client', from),
    fromAccountId: accountOf(from),
    toClientId: derivedId('client', to),
    toAccountId: accountOf(to),
  }));
const flow = (mergeId: Uuid): Caller =>
  flowCaller(`merge:${mergeId}`, [...network.clubs.map(({ id }) => id), network.federation.id], network.federation.id);

/** Every message comes twice, as it may. */
async function move(from = closed, to = survivor, clients = clientsOf(from, to)): Promise<Uuid> {
  const mergeId = newId();
  const people = { closedPersonId: from, survivorPersonId: to, clients };
  for (let time = 0; time < 2; time++) await world.send(MoveHoldings, { mergeId, ...people }, flow(mergeId));
  await answers(HoldingsMoved.subject, mergeId);
  return mergeId;
}

async function giveBack(
  mergeId: Uuid,
  chosen: readonly Uuid[] = [],
  accountsBack?: Uuid[],
): Promise<{ clientsInUse: Uuid[]; saleIds: Uuid[] }> {
  for (let time = 0; time < 2; time++) await world.send(ReturnHoldings, { mergeId, giveBack: [...chosen], accountsBack }, flow(mergeId));
  const [first, second] = await answers(HoldingsReturned.subject, mergeId);
  expect(second).toEqual(first);
  return first;
}

function answers(subject: string, mergeId: Uuid): Promise<{ clientsInUse: Uuid[]; saleIds: Uuid[] }[]> {
  return eventually(async () => {
    const text = `SELECT payload::json AS payload FROM outbox WHERE subject = $1 AND payload::json ->> 'mergeId' = $2 ORDER BY created_at, id`;
    const rows = await world
      .database('memberships')
      .query<{ payload: { clientsInUse: Uuid[]; saleIds: Uuid[] } }>(text, [subject, mergeId]);
    expect(rows).toHaveLength(2);
    return rows.map(({ payload }) => payload);
  });
}

async function bought(personId: Uuid, { id: listingId } = ours, as: Caller = network.ana, accountId = accountOf(personId)): Promise<Uuid> {
  const sales = [{ listingId, accountId, personId }];
  return (await world.ask(message(SellMemberships, { operationId: newId(), sales }), as, { timeoutMs })).sales[0].membershipId;
}
const heldBy = async (personId: Uuid, as: Caller = network.ana): Promise<readonly MembershipRecord[]> =>
  (await world.ask(message(ListMemberships, { limit: 50, personId }), as)).data;
const idsOf = async (personId: Uuid, as: Caller = network.ana): Promise<Uuid[]> => (await heldBy(personId, as)).map(({ id }) => id).sort();
const describeMerge = () =>
  world.ask(message(DescribeHoldingsToMerge, { closedPersonId: closed, survivorPersonId: survivor, clients: clientsOf() }), network.ana);
const describeReturn = (mergeId: Uuid, chosen: readonly Uuid[] = [], accountsBack?: Uuid[]) =>
  world.ask(message(DescribeHoldingsToReturn, { mergeId, giveBack: [...chosen], accountsBack }), network.ana);

describe('two people become one', () => {
  it('ID-24, MEM-14: what the closed person holds, whoever sold it, is the survivor’s, and so are account and client', async () => {
    const [one, two] = [await bought(closed, other), await bought(closed, theirs, network.ben)];
    expect((await describeMerge()).memberships.map(({ membershipId, accountId }) => [membershipId, accountId])).toEqual([
      [one, accountOf(closed)],
    ]);
    await move();
    expect([await idsOf(closed), await idsOf(survivor)]).toEqual([[], [one]]);
    expect((await heldBy(survivor))[0]).toMatchObject({ id: one, personId: survivor, accountId: accountOf(survivor) });
    expect(await idsOf(survivor, network.ben)).toEqual([two]);
    expect(await idsOf(survivor, network.director)).toEqual([one, two].sort());
  });

  it('ID-24, MEM-13: the survivor is not sold again what the closed person held', async () => {
    await bought(closed, theirs, network.ben);
    await move();
    const { sales } = await assess(world, network.ana, [someSale({ personId: survivor })]);
    expect(sales[0].problem).toBe('already-held');
  });

  it('ID-24, MEM-13: both that hold the same keep it, the preview says so, and nobody holds a third', async () => {
    const [one, two] = [await bought(closed), await bought(survivor)];
    expect((await describeMerge()).conflicts).toEqual([
      { name: 'Récréatif', expiresOn: '2027-06-30', survivorMembershipId: two, closedMembershipId: one },
    ]);
    const mergeId = await move();
    expect(await idsOf(survivor)).toEqual([one, two].sort());
    const { sales } = await assess(world, network.ana, [someSale({ personId: survivor })]);
    expect(sales[0].problem).toBe('already-held');
    await giveBack(mergeId);
    expect([await idsOf(closed), await idsOf(survivor)]).toEqual([[one], [two]]);
  });

  it('ID-24, ID-27, ID-26, MEM-15: log, skills, blocks and homes come along, and go back', async () => {
    const id = await bought(closed);
    await world.ask(message(MoveHome, { membershipId: id, organizationId: network.clubs[1].id }), network.ana);
    const activityId = newId();
    await world.ask(message(CheckIn, { activityId, personId: closed }), network.ana);
    const [shared, own] = [newId(), newId()];
    for (const [at, skillId] of [shared, own].entries())
      await world.ask(message(CreateSkill, { skillId, names: { en: `Skill ${at}` }, levels: [] }), network.ana);
    const had = { both: newId(), alone: newId(), survivors: newId() };
    const assign = (memberSkillId: Uuid, personId: Uuid, skillId: Uuid) =>
      world.ask(message(AssignSkill, { memberSkillId, personId, skillId }), network.ana);
    await assign(had.both, closed, shared);
    await assign(had.alone, closed, own);
    await assign(had.survivors, survivor, shared);
    await world.ask(message(BlockEntry, { personId: closed, blocked: true, reason: 'Broke the mirror' }), network.ana);

    const skillsOf = async (personId: Uuid) =>
      (await world.ask(message(ListMemberSkills, { limit: 50, personId }), network.ana)).data.map((skill) => skill.id).sort();
    const visitsOf = async (personId: Uuid) =>
      (await world.ask(message(ListActivities, { limit: 50, personId }), network.ana)).data.map((visit) => visit.id);
    const movesOf = async () =>
      (await world.ask(message(ListHomeMoves, { limit: 50, membershipId: id }), network.ana)).data.map((home) => home.personId);
    const mergeId = await move();
    expect(await skillsOf(survivor)).toEqual([had.alone, had.survivors].sort());
    expect(await visitsOf(survivor)).toEqual([activityId]);
    expect(await movesOf()).toEqual([survivor]);
    const refused = await world.ask(message(CheckIn, { activityId: newId(), personId: survivor }), network.ana);
    expect(refused).toMatchObject({ reason: 'blocked' });

    await giveBack(mergeId);
    expect([await skillsOf(closed), await skillsOf(survivor)]).toEqual([[had.both, had.alone].sort(), [had.survivors]]);
    expect([await visitsOf(closed), (await visitsOf(survivor)).length]).toEqual([[activityId], 1]);
    expect(await movesOf()).toEqual([closed]);
    expect(await world.ask(message(CheckIn, { activityId: newId(), personId: survivor }), network.ana)).not.toMatchObject({
      reason: 'blocked',
    });
  });

  it('ID-24: what arrives late under the closed person is the survivor’s', async () => {
    await move();
    const id = await bought(closed);
    expect(await heldBy(survivor)).toMatchObject([{ id, personId: survivor, accountId: accountOf(survivor) }]);
  });

  it('ID-24: another member of the closed account keeps what is theirs, on the account they came to', async () => {
    const child = newId();
    const sales = [{ listingId: ours.id, accountId: accountOf(closed), personId: child }];
    const [{ membershipId: id }] = (await world.ask(message(SellMemberships, { operationId: newId(), sales }), network.ana, { timeoutMs }))
      .sales;
    const mergeId = await move();
    expect(await heldBy(child)).toMatchObject([{ id, personId: child, accountId: accountOf(survivor) }]);
    await giveBack(mergeId);
    expect(await heldBy(child)).toMatchObject([{ id, personId: child, accountId: accountOf(closed) }]);
  });

  it('ID-24: a survivor who is closed in turn takes everything along, and gets it back', async () => {
    const third = newId();
    const id = await bought(closed);
    await move();
    const again = await move(survivor, third);
    expect(await idsOf(third)).toEqual([id]);
    await giveBack(again);
    expect([await idsOf(survivor), await idsOf(third)]).toEqual([[id], []]);
  });
});

describe('one person becomes two again', () => {
  it('ID-24: before goes back, after stays with the survivor, and the preview says which', async () => {
    const before = await bought(closed);
    const mergeId = await move();
    const after = await bought(survivor, other);
    const { memberships: back, later, saleIds } = await describeReturn(mergeId);
    expect([back.map(({ membershipId }) => membershipId), saleIds]).toEqual([[before], []]);
    expect(later).toEqual([
      {
        id: after,
        kind: 'membership',
        label: 'Compétitif',
        on: today,
        amountMinor: 9000,
        currency: 'CAD',
        goesTo: 'survivor',
        follows: null,
      },
    ]);
    expect(await giveBack(mergeId)).toMatchObject({ clientsInUse: [derivedId('client', survivor)], saleIds: [] });
    expect([await idsOf(closed), await idsOf(survivor)]).toEqual([[before], [after]]);
    expect((await heldBy(closed))[0].accountId).toBe(accountOf(closed));
    expect((await describeReturn(mergeId)).later).toEqual([]);
  });

  it('ID-24: a later membership that is named goes back, and its sale is told to billing', async () => {
    const mergeId = await move();
    const after = await bought(survivor, other);
    const [{ saleId }] = await heldBy(survivor);
    expect((await describeReturn(mergeId, [after])).saleIds).toEqual([saleId]);
    expect(await giveBack(mergeId, [after, newId()])).toMatchObject({ clientsInUse: [], saleIds: [saleId] });
    expect(await heldBy(closed)).toMatchObject([{ id: after, accountId: accountOf(closed) }]);
  });

  it('ID-24: what came in an account where the survivor only took the closed person’s place goes back unnamed', async () => {
    const offer = await createOffer(world, network.director);
    const evening = await createListing(world, network.ana, offer.id, { name: 'Adultes', sellingMinor: 5000 });
    const before = await bought(closed);
    const mergeId = await move(closed, survivor, []); // A child of two households: two people, both accounts stay.
    const [here, there] = [await bought(survivor, other), await bought(survivor, evening, network.ana, accountOf(closed))];
    const { later } = await describeReturn(mergeId, [], [accountOf(closed)]);
    const whereTo = Object.fromEntries(later.map(({ id, goesTo }) => [id, goesTo]));
    expect(whereTo).toEqual({ [here]: 'survivor', [there]: 'reopened' });
    await giveBack(mergeId, [], [accountOf(closed)]);
    expect([await idsOf(closed), await idsOf(survivor)]).toEqual([[before, there].sort(), [here]]);
  });

  it('ID-24, REP-10: what took the place of a membership that goes back goes with it', async () => {
    const before = await bought(closed);
    const mergeId = await move();
    const replacements = [{ membershipId: before, listingId: other.id }];
    const { billing } = await world.ask(message(PreviewReplacement, { replacements }), network.ana);
    const answer = await world.ask(
      message(ReplaceMemberships, { operationId: newId(), replacements, previewHash: billing?.previewHash ?? '' }),
      network.ana,
      {
        timeoutMs,
      },
    );
    const [{ newMembershipId: after }] = answer.replacements;
    const { saleIds } = await giveBack(mergeId);
    expect(await idsOf(closed)).toEqual([before, after].sort());
    expect(saleIds).toHaveLength(1);
  });

  it('ID-24, ID-3: another club learns of its own holdings only', async () => {
    await bought(closed);
    const mergeId = await move();
    const asked: Fields<DescribeHoldingsToReturn> = { mergeId, giveBack: [] };
    expect(await world.ask(message(DescribeHoldingsToReturn, asked), network.ben)).toEqual({ memberships: [], later: [], saleIds: [] });
    const elsewhere = await someNetwork(world);
    expect(await world.ask(message(DescribeHoldingsToReturn, asked), elsewhere.ana)).toEqual({ memberships: [], later: [], saleIds: [] });
  });

  it('ID-24: merged again after it was undone, everything is in one again', async () => {
    const before = await bought(closed);
    await giveBack(await move());
    await move();
    expect([await idsOf(closed), await idsOf(survivor)]).toEqual([[], [before]]);
  });
});
