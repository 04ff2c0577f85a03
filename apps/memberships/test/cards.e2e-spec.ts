import sharp from 'sharp';
import type { Caller } from '#contracts/caller';
import { CheckIn, ListActivities } from '#contracts/memberships/entry';
import { CardIssued, GetCard, IssueCard, ListCards, MakeCardFile } from '#contracts/memberships/cards';
import type { CreateOffer } from '#contracts/memberships/offers';
import { ReplaceMemberships } from '#contracts/memberships/replacements';
import { SellMemberships } from '#contracts/memberships/sales';
import { message, type Fields } from '#contracts/message';
import { newId, type Uuid } from '#kernel/ids';
import { toMessage } from '#platform/messaging/message-pipe';
import { readQrCode } from '#testing/read-qr-code';
import { MovedClock } from '#testing/moved-clock';
import { startWorld, type World } from '#testing/start-world';
import { membershipsInvariants } from '../src/invariants.js';
import { memberships } from '../src/memberships.service.js';
import { FakeBilling } from './fake-billing.js';
import { FakeIdentity } from './fake-identity.js';
import { createListing, createOffer, noon, someNetwork, type Network } from './network.js';
import { sold } from './sold.js';

let world: World;
let network: Network;
const identity = new FakeIdentity();
const billing = new FakeBilling();
const clock = new MovedClock(new Date(noon));
beforeAll(async () => {
  world = await startWorld([memberships, identity.definition(), billing.definition()], { clock });
});
afterAll(() => world?.stop());
beforeEach(async () => {
  clock.moveTo(noon);
  billing.reset();
  network = await someNetwork(world);
});
afterEach(async () => {
  for (const { title, sql } of membershipsInvariants) expect([title, await world.database('memberships').query(sql)]).toEqual([title, []]);
});

async function offered(changes: Partial<Fields<CreateOffer>> = {}): Promise<Uuid> {
  const offer = await createOffer(world, network.director, { card: true, ...changes });
  return (await createListing(world, network.ana, offer.id)).id;
}
const sell = async (listingId: Uuid, personId: Uuid | null = newId(), accountId = newId()) => {
  const command = message(SellMemberships, { operationId: newId(), sales: [{ listingId, personId, accountId }] });
  return (await world.ask(command, network.ana, { timeoutMs: 30_000 })).sales[0];
};
const cardOf = (membershipId: Uuid, as: Caller = network.ana, more: Partial<Fields<GetCard>> = {}) =>
  world.ask(message(GetCard, { membershipId, ...more }), as);
const issue = (membershipId: Uuid, as: Caller = network.ana, cardId = newId()) =>
  world.ask(message(IssueCard, { cardId, membershipId }), as);
const listed = async (more: Partial<Fields<ListCards>> = {}, as: Caller = network.ana) =>
  (await world.ask(message(ListCards, { limit: 100, ...more }), as)).data;
const enter = (card: string, more: Partial<Fields<CheckIn>> = {}, as: Caller = network.ana) =>
  world.ask(message(CheckIn, { activityId: newId(), card, ...more }), as);

describe('a card', () => {
  it('MEM-11: comes with the sale where the offer has cards, with name, membership, expiration and a code', async () => {
    const { membershipId, personId, accountId } = await sell(await offered());
    expect(await cardOf(membershipId)).toMatchObject({
      number: expect.stringMatching(/^C\d{7,}$/),
      code: expect.stringMatching(/^TC[0-9A-Z]{26}$/),
      membershipId,
      personId,
      accountId,
      membership: 'Récréatif',
      expiresOn: '2027-06-30',
      voidBecause: null,
      holder: { name: 'Léa Roy', email: 'lea.roy@mail.example' },
    });
    expect((await cardOf(membershipId, network.ana, { language: 'en' })).membership).toBe('Recreational');
    const without = await sell(await offered({ card: false }));
    await expect(cardOf(without.membershipId)).rejects.toMatchObject({ code: 'memberships.no-such-card' });
    await expect(issue(without.membershipId)).rejects.toMatchObject({ code: 'memberships.no-cards' });
  });

  it('MEM-11: comes with an import, for the whole batch at once', async () => {
    await offered();
    const people = Array.from({ length: 20 }, () => newId());
    const ids = await sold(world, network.ana, 'Récréatif', people);
    const cards = await listed();
    expect(cards.map(({ membershipId }) => membershipId).sort()).toEqual(ids.toSorted());
    expect(new Set(cards.map(({ number }) => number)).size).toBe(20);
    expect(await listed({ personId: people[3] })).toMatchObject([{ personId: people[3] }]);
    const page = await world.ask(message(ListCards, { limit: 15 }), network.ana);
    expect((await world.ask(message(ListCards, { limit: 15, after: page.next! }), network.ana)).data).toHaveLength(5);
  });

  it('ID-3: is seen by who sold it, and by nobody else', async () => {
    const { membershipId } = await sell(await offered());
    for (const other of [network.ben, network.director]) {
      await expect(cardOf(membershipId, other)).rejects.toMatchObject({ kind: 'missing' });
      await expect(issue(membershipId, other)).rejects.toMatchObject({ kind: 'missing' });
      expect(await listed({}, other)).toEqual([]);
    }
  });

  it('MEM-11: that was lost is void once another is issued, under the same number, once by a key', async () => {
    const { membershipId } = await sell(await offered());
    const old = await cardOf(membershipId);
    const cardId = newId();
    const reissued = await issue(membershipId, network.ana, cardId);
    expect(await issue(membershipId, network.ana, cardId)).toEqual(reissued);
    const now = await cardOf(membershipId);
    expect([now.number, now.id, now.code === old.code]).toEqual([old.number, cardId, false]);
    expect(await listed({ voided: true })).toMatchObject([{ id: old.id, voidBecause: 'lost' }]);
    expect(await listed({ voided: false })).toMatchObject([{ id: cardId }]);
    expect(await enter(old.code)).toMatchObject({ admitted: false, reason: 'void-card' });
    expect(await enter(now.code)).toMatchObject({ admitted: true });
  });

  it('MEM-11: is void when its membership was replaced, whose successor has one of its own', async () => {
    const { membershipId } = await sell(await offered({ replacement: { mode: 'enabled' } }));
    const old = await cardOf(membershipId);
    const replacements = [{ membershipId, listingId: await offered() }];
    const command = message(ReplaceMemberships, { operationId: newId(), replacements, previewHash: '0'.repeat(64) });
    const [{ newMembershipId }] = (await world.ask(command, network.ana, { timeoutMs: 30_000 })).replacements;
    expect(await cardOf(membershipId)).toMatchObject({ voidBecause: 'replaced' });
    expect(await enter(old.code)).toMatchObject({ admitted: false, reason: 'void-card' });
    const successor = await cardOf(newMembershipId);
    expect([successor.voidBecause, successor.number === old.number]).toEqual([null, false]);
    await expect(issue(membershipId)).rejects.toMatchObject({ code: 'memberships.card-void', facts: { because: 'replaced' } });
    const file = message(MakeCardFile, { membershipId, format: 'png' as const });
    await expect(world.ask(file, network.ana)).rejects.toMatchObject({ code: 'memberships.card-void' });
  });

  it('MEM-11: is void when its membership has expired', async () => {
    const { membershipId } = await sell(await offered());
    const { code } = await cardOf(membershipId);
    clock.moveTo('2027-07-01T17:00:00Z');
    expect(await cardOf(membershipId)).toMatchObject({ voidBecause: 'expired' });
    expect(await enter(code)).toMatchObject({ admitted: false, reason: 'void-card' });
  });

  it('MEM-11: tells of a card that took the place of a lost one, once', async () => {
    const { membershipId } = await sell(await offered());
    const [old, cardId] = [await cardOf(membershipId), newId()];
    for (let i = 0; i < 2; i++) await issue(membershipId, network.ana, cardId);
    const text = 'SELECT payload FROM outbox WHERE subject = $1 AND position($2 IN payload::text) > 0';
    const told = await world.database('memberships').query(text, [CardIssued.subject, membershipId]);
    expect(told.map(({ payload }) => toMessage(CardIssued, JSON.parse(payload as string)))).toEqual([
      { cardId, membershipId, organizationId: network.ana.organization!.id, replaces: old.id, issuedOn: '2026-11-22' },
    ]);
  });

  it('MEM-11, ID-27: lets in by what a reader sees in its picture, until another takes its place', async () => {
    const { membershipId, personId } = await sell(await offered());
    const seen = async () => {
      const question = message(MakeCardFile, { membershipId, format: 'png' as const });
      const { base64 } = await world.ask(question, network.ana, { timeoutMs: 60_000 });
      return (await readQrCode(Buffer.from(base64, 'base64'))) ?? 'nothing that could be read';
    };
    const first = await seen();
    expect(first).toBe((await cardOf(membershipId)).code);
    expect(await enter(first)).toMatchObject({ admitted: true, personId, membershipId });
    await issue(membershipId);
    const second = await seen();
    expect(await enter(first)).toMatchObject({ admitted: false, reason: 'void-card' });
    expect(await enter(second)).toMatchObject({ admitted: true, membershipId });
  });

  it('MEM-11: is a file to print, and one for a telephone', async () => {
    const { membershipId } = await sell(await offered());
    const made = (format: 'pdf' | 'png', language?: 'nl') =>
      world.ask(message(MakeCardFile, { membershipId, format, language }), network.ana, { timeoutMs: 60_000 });
    const [pdf, png] = [await made('pdf'), await made('png', 'nl')];
    expect(Buffer.from(pdf.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.from(png.base64, 'base64').subarray(1, 4).toString()).toBe('PNG');
    expect([pdf.fileName, png.fileName]).toEqual([expect.stringMatching(/^Carte C\d+\.pdf$/), expect.stringMatching(/^Kaart C\d+\.png$/)]);
  });
});

describe('a card with a photo', () => {
  const green = async () =>
    (
      await sharp({ create: { width: 200, height: 200, channels: 3, background: '#00a000' } })
        .jpeg()
        .toBuffer()
    ).toString('base64');
  const drawn = async (listingId: Uuid, personId: Uuid) => {
    const { membershipId } = await sell(listingId, personId);
    const question = message(MakeCardFile, { membershipId, format: 'png' as const });
    const { base64 } = await world.ask(question, network.ana, { timeoutMs: 60_000 });
    const where = { left: 160, top: 250, width: 1, height: 1 }; // In the middle of the photo.
    const [red, greenness, blue] = await sharp(Buffer.from(base64, 'base64')).extract(where).removeAlpha().raw().toBuffer();
    return { isGreen: greenness > 120 && red < 60 && blue < 60 };
  };

  it('MEM-11: shows whoever holds it where the offer’s cards show one, if there is a picture', async () => {
    const [lea, tom] = [newId(), newId()];
    identity.looks(lea, await green());
    const shown = await offered({ cardPhoto: true });
    expect([await drawn(shown, lea), await drawn(shown, tom)]).toEqual([{ isGreen: true }, { isGreen: false }]);
    expect(await drawn(await offered(), lea)).toEqual({ isGreen: false });
  });
});

describe('a card at the door', () => {
  it('ID-27, MEM-15: says who it is, at every club of the network, in any case a reader writes it', async () => {
    const { membershipId, personId } = await sell(await offered());
    const { code } = await cardOf(membershipId);
    expect(await enter(code)).toMatchObject({ admitted: true, personId, membershipId, pass: 'Récréatif' });
    expect(await enter(code.toLowerCase(), {}, network.ben)).toMatchObject({ admitted: true, personId, accountId: null });
    expect(await enter(code, { personId: personId! })).toMatchObject({ admitted: true });
    expect(await enter(code, { personId: newId() })).toMatchObject({ admitted: false, reason: 'other-card' });
  });

  it('ID-27: that nobody knows is refused and logged, and so is one of another network', async () => {
    const { membershipId } = await sell(await offered());
    const { code } = await cardOf(membershipId);
    const stranger = (await someNetwork(world)).ana;
    for (const card of [code, 'TC00000000000000000000000000', 'https://example.org'])
      expect(await enter(card, {}, stranger)).toMatchObject({
        admitted: false,
        reason: 'unknown-card',
        personId: null,
        membershipId: null,
      });
    const log = await world.ask(message(ListActivities, { limit: 10, admitted: false }), stranger);
    expect(log.data.map(({ reason }) => reason)).toEqual(['unknown-card', 'unknown-card', 'unknown-card']);
  });

  it('ID-27: of a family lets in the member who is named, and asks for one', async () => {
    const [lea, accountId] = [newId(), newId()];
    identity.lives(lea, [accountId]);
    const { membershipId } = await sell(await offered({ family: true }), null, accountId);
    const { code, personId } = await cardOf(membershipId);
    expect(personId).toBeNull();
    await expect(enter(code)).rejects.toMatchObject({ code: 'memberships.person-needed' });
    expect(await enter(code, { personId: lea })).toMatchObject({ admitted: true, personId: lea, membershipId });
    expect(await enter(code, { personId: newId() })).toMatchObject({ admitted: false, reason: 'no-valid-membership' });
  });

  it('needs a person or a card', async () => {
    await expect(world.ask(message(CheckIn, { activityId: newId() }), network.ana)).rejects.toMatchObject({
      code: 'memberships.person-needed',
      kind: 'rule',
    });
  });
});
