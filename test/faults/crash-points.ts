import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { stateDirectory } from '#local/state-directory';
import { eventually } from '#testing/eventually';
import { Api, type Paged } from '../../scripts/api.js';
import { judgeInvariants } from '../../scripts/stack/judge-invariants.js';
import type { DatabaseName } from '../../scripts/stack/secrets.js';
import { startStack, type Stack } from '../../scripts/stack/stack.js';
import { imported, someClub, someFederation, someOffer, type SomeOrganization } from '../product.js';
import { patiently } from './faulty-import.js';

/*
 * A process that dies at a named place of an order's way, for real: it is killed there, and started again. Nobody asks again at first;
 * what became of the order by itself is all of it or nothing.
 */

/** Where an order that billing accepts can be stopped, in the order it comes there. */
export const pointsOfAnOrder = [
  'memberships.operation.held', // Its places are taken, in a transaction that has not committed.
  'memberships.operation.ordered',
  'memberships.operation.taken-up',
  'billing.order.received',
  'billing.booking.released', // The old is credited, its money free; no document is there.
  'billing.booking.numbered', // The documents are there; no money has followed.
  'billing.booking.written', // All of billing's part, not committed.
  'billing.order.issued', // Committed, not answered.
  'memberships.operation.billed',
  'memberships.operation.carried-out', // Every membership has changed, not committed.
  'memberships.operation.done', // Committed, not answered.
] as const;
export const pointsOfAReplacement = ['memberships.replacement.new-made', 'memberships.replacement.old-ended'] as const;
/** Where a cancellation can besides: credited, but not decided; ended, its place not free. */
export const pointsOfACancellation = ['billing.cancellation.credited', 'memberships.cancellation.ended'] as const;
/** Where the purchase of a club's own affiliation can besides, and where its end can (MEM-19). */
export const pointsOfAnAffiliation = ['memberships.affiliation.bought'] as const;
export const pointsOfItsEnd = ['billing.cancellation.credited', 'memberships.affiliation.ended'] as const;
/** Where an order of many can be: while it is previewed, and while it is carried out. */
export const pointsOfABatchPreview = ['memberships.batch-order.part-previewed', 'memberships.batch-order.previewed'] as const;
export const pointsOfABatch = [
  'memberships.batch-order.part-ordered',
  'memberships.batch-order.part-carried-out',
  'memberships.batch-order.part-kept',
  'memberships.batch-order.finished',
] as const;
/** Where one that billing refuses can be stopped. */
export const pointsOfARefusal = ['memberships.operation.refused', 'memberships.operation.given-back'] as const;

/** Where the erasing of a person can: a service has erased and identity does not know, knows, or all is done and nobody was told. */
export const pointsOfAnErasure = [
  'identity.erasure.service-erased',
  'identity.erasure.service-noted',
  'identity.erasure.finished',
] as const;

export type CrashPoint = (
  | typeof pointsOfAnOrder
  | typeof pointsOfAReplacement
  | typeof pointsOfACancellation
  | typeof pointsOfAnAffiliation
  | typeof pointsOfItsEnd
  | typeof pointsOfABatchPreview
  | typeof pointsOfABatch
  | typeof pointsOfARefusal
)[number];
export type OrderKind = 'sale' | 'replacement' | 'cancellation' | 'affiliation' | 'affiliation-end';

interface Member {
  id: string;
  personId: string;
  accountId: string;
}
type Preview = { billing: { previewHash: string } } | { previewHash: string };

export interface BatchOrder {
  id: string;
  state: string;
  previewHash: string;
  counts: { done: number; refused: number };
}

interface Order {
  readonly by: SomeOrganization;
  readonly path: string; // Its preview is beside it.
  readonly body: object;
  readonly holds: () => Promise<string[]>;
}

/** What stands of an order: its documents, counted in the whole product, and what its person holds. */
export interface Standing {
  documents: string[];
  holds: string[];
}

export const nothing: Record<OrderKind, Standing> = {
  sale: { documents: [], holds: ['Recreational active'] },
  replacement: { documents: [], holds: ['Recreational active'] },
  cancellation: { documents: [], holds: ['Recreational active'] },
  affiliation: { documents: [], holds: [] },
  'affiliation-end': { documents: [], holds: ['Affiliation active'] },
};
export const everything: Record<OrderKind, Standing> = {
  sale: { documents: ['client invoice', 'corporate invoice'], holds: ['Competitive active', 'Recreational active'] },
  replacement: {
    documents: ['client credit-note', 'client invoice', 'corporate credit-note', 'corporate invoice'],
    holds: ['Competitive active', 'Recreational replaced'],
  },
  cancellation: { documents: ['client credit-note'], holds: ['Recreational cancelled'] }, // MEM-20: nothing above, by default.
  affiliation: { documents: ['corporate invoice'], holds: ['Affiliation active'] },
  'affiliation-end': { documents: ['corporate credit-note'], holds: ['Affiliation cancelled'] },
};

/** A stack of processes, of which one dies wherever a test says. */
export class CrashGround {
  private orders = 0;
  private last!: Order;

  private constructor(
    private readonly stack: Stack,
    private readonly file: string,
    private readonly federation: SomeOrganization,
    private readonly club: SomeOrganization,
    private readonly competitive: string,
    private readonly members: Member[],
  ) {}

  /** For so many orders, each of somebody else. */
  static async make(name: string, orders: number): Promise<CrashGround> {
    const dataDir = stateDirectory(name);
    const file = join(dataDir, 'crash-point');
    const stack = await startStack({ dataDir, fresh: true, env: { CRASH_POINT_FILE: file } });
    const reachable = { http: stack.url, operator: Api.withKey(stack.url, stack.operatorApiKey) };
    const cad = (amountMinor: number) => ({ amountMinor, currency: 'CAD' });
    const federation = await someFederation(reachable);
    const offer = await someOffer(federation, { replacementRule: { mode: 'enabled' } });
    const club = await someClub(reachable, federation, offer);
    const target = await someOffer(federation, { names: { en: 'Competitive' }, originalPrice: cad(6500) });
    const { id } = await club.api.post<{ id: string }>('/v1/listings', { offerId: target, sellingPrice: cad(9000) });
    await imported(
      club,
      Array.from({ length: orders }, (_, i) => ({ 'First name': `Lea${letters(i)}`, 'Last name': 'Roy', Email: `lea.${i}@mail.example` })),
    );
    const held = (await club.api.get<Paged<{ id: string; personId: string }>>('/v1/memberships?limit=200')).data;
    const people = (await club.api.get<Paged<{ id: string; accountIds: string[] }>>('/v1/people?limit=200')).data;
    const accounts = new Map(people.map((person) => [person.id, person.accountIds[0]]));
    const members = held.map((one) => ({ ...one, accountId: accounts.get(one.personId)! }));
    return new CrashGround(stack, file, federation, club, id, members);
  }

  /** Makes an order, of which a process dies at the point. Tells what stands of it by itself, and how to ask again by the same key. */
  async stoppedAt(
    point: CrashPoint,
    kind: OrderKind,
  ): Promise<{ standing: Standing; again: () => Promise<object>; after: () => Promise<Standing> }> {
    const order = await this.place(kind);
    const refused = (pointsOfARefusal as readonly string[]).includes(point);
    const body = { ...order.body, previewHash: refused ? '0'.repeat(64) : await this.previewed(order) };
    const key = `${kind}-${point}`;
    const before = await this.documents();
    const after = async (): Promise<Standing> => ({ documents: grown(before, await this.documents()), holds: await order.holds() });

    writeFileSync(this.file, point);
    order.by.api.post(order.path, body, key).catch(() => undefined); // Whoever ordered hears nothing, or that somebody is away.
    await eventually(() => !existsSync(this.file), { withinMs: 60_000 });
    await this.settled();
    return { standing: await after(), again: () => patiently(() => order.by.api.post<object>(order.path, body, key)), after };
  }

  /** Two members are changed over in one order, of which a process dies at the point; by itself it goes on to its end. */
  async batchStoppedAt(point: CrashPoint): Promise<{ order: BatchOrder; standing: Standing }> {
    const members = [this.members[this.orders++], this.members[this.orders++]];
    const replacements = members.map(({ id: membershipId }) => ({ membershipId, listingId: this.competitive }));
    const path = '/v1/batch-orders';
    const before = await this.documents();
    const isPreview = (pointsOfABatchPreview as readonly string[]).includes(point);
    if (isPreview) writeFileSync(this.file, point);
    const { id } = await this.club.api.post<BatchOrder>(`${path}/replacements`, { replacements }, `batch-${point}`);
    if (isPreview) await this.stopped();
    const ready = await this.batch(`${path}/${id}`, 'ready');
    if (!isPreview) writeFileSync(this.file, point);
    this.club.api.post(`${path}/${id}/confirmation`, { previewHash: ready.previewHash }).catch(() => undefined);
    if (!isPreview) await this.stopped();
    const order = await this.batch(`${path}/${id}`, 'finished');
    const holds = await Promise.all(members.map(({ personId }) => this.holds(`/v1/memberships?personId=${personId}`)));
    return { order, standing: { documents: grown(before, await this.documents()), holds: holds.flat().sort() } };
  }

  private async stopped(): Promise<void> {
    await eventually(() => !existsSync(this.file), { withinMs: 60_000 });
    await this.settled();
  }

  private batch = (path: string, state: string): Promise<BatchOrder> =>
    eventually(
      async () => {
        const order = await patiently(() => this.club.api.get<BatchOrder>(path));
        if (order.state !== state) throw new Error(`it is ${order.state}`);
        return order;
      },
      { withinMs: 60_000 },
    );

  /** The same, ordered anew with what billing accepts. */
  async orderedAnew(): Promise<void> {
    const { by, path, body } = this.last;
    await by.api.post(path, { ...body, previewHash: await this.previewed(this.last) });
  }

  async brokenInvariants(): Promise<string[]> {
    const verdicts = await judgeInvariants((name) => this.stack.databaseUrl(name));
    return verdicts.filter(({ count }) => count > 0).map(({ number, title, broken }) => `${number} ${title}: ${broken.join('; ')}`);
  }

  stop(): Promise<void> {
    return this.stack.stop();
  }

  private async previewed({ by, path, body }: Order): Promise<string> {
    const preview = await by.api.post<Preview>(`${path}/preview`, body);
    return 'billing' in preview ? preview.billing.previewHash : preview.previewHash;
  }

  /** What is ordered, of somebody who has ordered nothing yet. */
  private async place(kind: OrderKind): Promise<Order> {
    this.last = kind.startsWith('affiliation') ? await this.affiliation(kind) : this.ofMember(kind);
    return this.last;
  }

  private ofMember(kind: OrderKind): Order {
    const { id, personId, accountId } = this.members[this.orders++];
    const listingId = this.competitive;
    const bodies: Partial<Record<OrderKind, object>> = {
      sale: { sales: [{ listingId, personId, accountId }] },
      replacement: { replacements: [{ membershipId: id, listingId }] },
      cancellation: { cancellations: [{ membershipId: id, credit: { kind: 'all' } }] },
    };
    const holds = () => this.holds(`/v1/memberships?personId=${personId}`);
    return { by: this.club, path: `/v1/${kind}s`, body: bodies[kind]!, holds };
  }

  /** The club's own, each of an offer of its own: it is held once for a period. */
  private async affiliation(kind: OrderKind): Promise<Order> {
    const price = { originalPrice: { amountMinor: 30_000, currency: 'CAD' }, term: { kind: 'fixed-duration', months: 12 } };
    const offerId = await someOffer(this.federation, { names: { en: 'Affiliation' }, affiliation: true, ...price });
    const holds = () => this.holds(`/v1/affiliations?offerId=${offerId}`);
    if (kind === 'affiliation') return { by: this.club, path: '/v1/affiliations', body: { offerId }, holds };
    const { id } = await this.club.api.post<{ id: string }>('/v1/affiliations', { offerId });
    return { by: this.federation, path: `/v1/affiliations/${id}/cancellation`, body: { credit: { kind: 'all' } }, holds };
  }

  /**
   * Everybody is back, and no order is under way. The dead let go of a saga when its lease runs out; here it has run out already. Whoever
   * still waits for an answer of the dead then runs the same saga a second time, which must do no harm either.
   */
  private async settled(): Promise<void> {
    await patiently(() => this.stack.ready());
    await this.query('memberships', 'UPDATE sagas SET leased_until = now() WHERE done_at IS NULL');
    const underWay = 'SELECT FROM sagas WHERE done_at IS NULL';
    await eventually(async () => (await this.query('memberships', underWay)).length === 0, { withinMs: 120_000 });
  }

  private async documents(): Promise<Map<string, number>> {
    const counted = `SELECT level || ' ' || kind AS what, count(*)::int AS many FROM documents GROUP BY 1`;
    return new Map((await this.query<{ what: string; many: number }>('billing', counted)).map(({ what, many }) => [what, many]));
  }

  private async holds(path: string): Promise<string[]> {
    const { data } = await patiently(() => this.club.api.get<Paged<{ name: string; status: string }>>(path));
    return data.map(({ name, status }) => `${name} ${status}`).sort();
  }

  private async query<T extends pg.QueryResultRow>(name: DatabaseName, text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl(name) });
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end();
    }
  }
}

const grown = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] =>
  [...after].flatMap(([what, many]) => Array<string>(many - (before.get(what) ?? 0)).fill(what)).sort();

/** A name has no digits. */
const letters = (index: number): string => String(index).replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);

/** The whole story of one stopped order. */
export async function isAllOrNothing(ground: CrashGround, point: CrashPoint, kind: OrderKind): Promise<void> {
  const { standing, again, after } = await ground.stoppedAt(point, kind);
  const refused = (pointsOfARefusal as readonly string[]).includes(point);
  const byItself = refused || point === 'memberships.operation.held' ? nothing : everything;
  expect([point, standing]).toEqual([point, byItself[kind]]);
  expect(await ground.brokenInvariants()).toEqual([]);

  if (refused) {
    for (let i = 0; i < 2; i++) await expect(again()).rejects.toMatchObject({ code: 'billing.preview-changed' });
    await ground.orderedAnew(); // Its places were given back.
  } else {
    const first = await again();
    expect(await again()).toEqual(first);
  }
  expect(await after()).toEqual(everything[kind]);
  expect(await ground.brokenInvariants()).toEqual([]);
}

/** The same of an order of many. */
export async function batchIsAllOrNothing(ground: CrashGround, point: CrashPoint): Promise<void> {
  const { order, standing } = await ground.batchStoppedAt(point);
  expect([point, order.counts]).toMatchObject([point, { done: 2, refused: 0 }]);
  const twice = (list: readonly string[]) => [...list, ...list].sort();
  expect([point, standing]).toEqual([
    point,
    { documents: twice(everything.replacement.documents), holds: twice(everything.replacement.holds) },
  ]);
  expect(await ground.brokenInvariants()).toEqual([]);
}
