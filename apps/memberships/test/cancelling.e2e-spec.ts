import type { Caller } from '#contracts/caller';
import { CancelHeldMemberships, PreviewMembershipCancellations, type MembershipToCancel } from '#contracts/memberships/cancellations';
import { GetMembership } from '#contracts/memberships/memberships.query';
import type { ListingRecord } from '#contracts/memberships/offers';
import { PreviewReplacement, ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { message } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { eventually } from '#testing/eventually';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, today, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
let competitive: ListingRecord;
const identity = new FakeIdentity();
const billing = new FakeBilling();
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock: new MovedClock(new Date(noon)) });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  billing.reset();
  network = await someNetwork(world);
  const replacement = { mode: 'enabled' } as const;
  const recreational = await createOffer(world, network.director, { names: { en: 'Recreational' }, replacement, quotaPerReseller: 2 });
  const other = await createOffer(world, network.director, { names: { en: 'Competitive' }, originalMinor: 6500 });
  await createListing(world, network.ana, recreational.id, { name: 'Recreational', sellingMinor: 4000 });
  competitive = await createListing(world, network.ana, other.id, { name: 'Competitive' });
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

const previewHash = '0'.repeat(64);
const whole = (membershipId: Uuid): MembershipToCancel => ({ membershipId, credit: { kind: 'whole' } });
const cancel = (cancellations: MembershipToCancel[], as: Caller = network.ana, operationId = newId(), timeoutMs = 30_000) =>
  world.ask(message(CancelHeldMemberships, { operationId, cancellations, memo: 'Moved away', previewHash }), as, { timeoutMs });
const preview = (cancellations: MembershipToCancel[], as: Caller = network.ana) =>
  world.ask(message(PreviewMembershipCancellations, { cancellations }), as);
const get = (membershipId: Uuid, as: Caller = network.ana) => world.ask(message(GetMembership, { membershipId }), as);
const replace = (membershipId: Uuid) =>
  world.ask(
    message(ReplaceMemberships, { operationId: newId(), replacements: [{ membershipId, listingId: competitive.id }], previewHash }),
    network.ana,
    { timeoutMs: 30_000 },
  );

class Refused extends DomainError {
  readonly code = 'billing.preview-changed';
  readonly kind = 'conflict';
}

describe('a cancellation', () => {
  it('MEM-16, MEM-20: ends the membership that day, and has both levels decided by billing', async () => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    const { saleId } = await get(id);
    const asked = { ...whole(id), refundMinor: 500, refundMethod: 'cash' } as const;
    const { cancellations } = await cancel([asked]);
    expect(cancellations).toMatchObject([{ membershipId: id, cancelledOn: today, cancellation: { saleId, refundedMinor: 500 } }]);
    expect(billing.cancelled).toMatchObject([
      {
        organizationId: network.clubs[0].id,
        federationId: network.federation.id,
        cancellations: [{ saleId, credit: { kind: 'whole' }, refundMinor: 500, refundMethod: 'cash' }],
        memo: 'Moved away',
        previewHash,
      },
    ]);
    expect(await get(id)).toMatchObject({ status: 'cancelled' });
    expect(await get(id, network.director)).toMatchObject({ status: 'cancelled', sellingMinor: null });
    const told = await world.database('memberships')
      .query(`SELECT payload::jsonb AS payload FROM outbox WHERE subject = 'memberships.event.memberships-ended.v1'
      AND payload::jsonb->'memberships'->0->>'membershipId' = '${id}'`);
    expect(told).toMatchObject([{ payload: { organizationId: network.clubs[0].id, memberships: [{ saleId, endedOn: today }] } }]);
  });

  it('MEM-10, MEM-13: frees the place and the quota: the person may buy it again', async () => {
    const people = [newId(), newId()];
    const ids = await sold(world, network.ana, 'Recreational', people);
    await cancel(ids.map(whole));
    await sold(world, network.ana, 'Recreational', people);
  });

  it('MEM-18: at one level it asks billing for one', async () => {
    const own = await createOffer(world, network.ana, { names: { en: 'Evening class' }, resale: false });
    const listing = await createListing(world, network.ana, own.id, { name: 'Evening class' });
    const sale = { listingId: listing.id, accountId: newId(), personId: newId() };
    const { sales } = await world.ask(message(SellMemberships, { operationId: newId(), sales: [sale] }), network.ana, {
      timeoutMs: 30_000,
    });
    expect((await preview([whole(sales[0].membershipId)])).cancellations).toEqual([{ problem: null, upstream: null }]);
    await cancel([whole(sales[0].membershipId)]);
    expect(billing.cancelled).toMatchObject([{ organizationId: network.clubs[0].id, federationId: null }]);
  });

  it('REP-12: is made once of each, not of what was replaced; the successor may be cancelled', async () => {
    const [old, other] = await sold(world, network.ana, 'Recreational', [newId(), newId()]);
    const [{ newMembershipId }] = (await replace(old)).replacements;
    await cancel([whole(other)]);
    for (const ended of [old, other]) {
      expect((await preview([whole(ended)])).cancellations).toMatchObject([{ problem: 'ended' }]);
      await expect(cancel([whole(ended)])).rejects.toMatchObject({
        code: 'memberships.not-cancellable',
        faults: [{ pointer: '/cancellations/0', code: 'memberships.ended' }],
      });
    }
    await cancel([whole(newMembershipId)]);
    expect(await get(newMembershipId)).toMatchObject({ status: 'cancelled' });
    const target = { membershipId: other, listingId: competitive.id };
    expect((await world.ask(message(PreviewReplacement, { replacements: [target] }), network.ana)).replacements).toMatchObject([
      { problem: 'ended' },
    ]);
  });

  it('is previewed as it will be: by its own rule, and by the federation’s setting', async () => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    const unknown = newId();
    expect(await preview([whole(unknown), whole(id), whole(id)])).toMatchObject({
      cancellations: [
        { problem: 'no-such-membership', upstream: null },
        { problem: null, upstream: { policy: 'never', state: 'none', askedMinor: 1 } },
        { problem: 'no-such-membership', upstream: null },
      ],
      billing: { previewHash },
    });
  });

  it('is made of many at once, all or none, and by the same key gives the first result', async () => {
    const ids = await sold(world, network.ana, 'Recreational', [newId(), newId()]);
    await expect(cancel([...ids, newId()].map(whole))).rejects.toMatchObject({
      faults: [{ pointer: '/cancellations/2', code: 'memberships.no-such-membership' }],
    });
    expect(billing.cancelled).toEqual([]);
    const command = message(CancelHeldMemberships, { operationId: newId(), cancellations: ids.map(whole), previewHash });
    const options = { idempotencyKey: newId(), timeoutMs: 30_000 };
    const first = await world.ask(command, network.ana, options);
    expect(await world.ask(command, network.ana, options)).toEqual(first);
    expect(billing.cancelled).toHaveLength(1);
  });

  it('leaves everything as it was when billing refuses it', async () => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    billing.before = () => {
      throw new Refused('it would credit something else');
    };
    await expect(cancel([whole(id)])).rejects.toMatchObject({ code: 'billing.preview-changed' });
    expect(await get(id)).toMatchObject({ status: 'active' });
    billing.reset();
    await cancel([whole(id)]);
  });

  it('of one membership a cancellation and a replacement at once, one succeeds', async () => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    const tries = await Promise.allSettled([cancel([whole(id)]), replace(id)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const reason: unknown = tries.find((one) => one.status === 'rejected')?.reason;
    expect((reason as DomainError).code).toMatch(/^memberships\.(being-ended|not-cancellable|being-replaced|not-replaceable)$/);
  });

  it.each(['before', 'after'] as const)('stopped %s billing has done its part, it is completed by the next process', async (when) => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    billing[when] = () => {
      throw new Error('broke down');
    };
    const operationId = newId();
    const cancelled = cancel([whole(id)], network.ana, operationId, 5_000).catch((error: unknown) => error);
    await eventually(
      async () => (await world.database('memberships').query('SELECT FROM membership_holds WHERE membership_id = $1', [id])).length === 1,
    );
    await world.halt('memberships');
    await cancelled;
    billing.before = () => undefined;
    billing.after = () => undefined;
    await world.start('memberships');
    await eventually(async () => (await get(id)).status === 'cancelled', { withinMs: 60_000 });
    expect(new Set(billing.cancelled.map((command) => command.cancellations[0].cancellationId))).toEqual(
      new Set([derivedId('cancellation', operationId, 0)]),
    );
  });

  it('MEM-14: is the seller’s: told to its federation, missing to everybody else', async () => {
    const [id] = await sold(world, network.ana, 'Recreational', [newId()]);
    for (const act of [preview, cancel]) {
      await expect(act([whole(id)], network.director)).rejects.toMatchObject({ code: 'memberships.cancelled-by-seller' });
    }
    const stranger = (await someNetwork(world)).ana;
    for (const as of [network.ben, stranger]) {
      await expect(cancel([whole(id)], as)).rejects.toMatchObject({ faults: [{ code: 'memberships.no-such-membership' }] });
    }
  });
});
