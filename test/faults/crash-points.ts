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
/** Where one that billing refuses can be stopped. */
export const pointsOfARefusal = ['memberships.operation.refused', 'memberships.operation.given-back'] as const;

export type CrashPoint = (
  typeof pointsOfAnOrder | typeof pointsOfAReplacement | typeof pointsOfACancellation | typeof pointsOfARefusal
)[number];
export type OrderKind = 'sale' | 'replacement' | 'cancellation';

interface Member {
  id: string;
  personId: string;
  accountId: string;
}
interface Preview {
  billing: { previewHash: string };
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
};
export const everything: Record<OrderKind, Standing> = {
  sale: { documents: ['client invoice', 'corporate invoice'], holds: ['Competitive active', 'Recreational active'] },
  replacement: {
    documents: ['client credit-note', 'client invoice', 'corporate credit-note', 'corporate invoice'],
    holds: ['Competitive active', 'Recreational replaced'],
  },
  cancellation: { documents: ['client credit-note'], holds: ['Recreational cancelled'] }, // MEM-20: nothing above, by default.
};

/** A stack of processes, of which one dies wherever a test says. */
export class CrashGround {
  private orders = 0;

  private constructor(
    private readonly stack: Stack,
    private readonly file: string,
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
    return new CrashGround(stack, file, club, id, members);
  }

  /** Makes an order, of which a process dies at the point. Tells what stands of it by itself, and how to ask again by the same key. */
  async stoppedAt(
    point: CrashPoint,
    kind: OrderKind,
  ): Promise<{ standing: Standing; again: () => Promise<object>; after: () => Promise<Standing> }> {
    const member = this.members[this.orders++];
    const path = `/v1/${kind}s`;
    const refused = (pointsOfARefusal as readonly string[]).includes(point);
    const what = this.what(kind, member);
    const { billing } = await this.club.api.post<Preview>(`${path}/preview`, what);
    const order = { ...what, previewHash: refused ? '0'.repeat(64) : billing.previewHash };
    const key = `${kind}-${point}`;
    const before = await this.documents();
    const after = async (): Promise<Standing> => ({ documents: grown(before, await this.documents()), holds: await this.holds(member) });

    writeFileSync(this.file, point);
    this.club.api.post(path, order, key).catch(() => undefined); // Whoever ordered hears nothing, or that somebody is away.
    await eventually(() => !existsSync(this.file), { withinMs: 60_000 });
    await this.settled();
    return { standing: await after(), again: () => patiently(() => this.club.api.post<object>(path, order, key)), after };
  }

  /** The same, ordered anew with what billing accepts. */
  async orderedAnew(kind: OrderKind): Promise<void> {
    const what = this.what(kind, this.members[this.orders - 1]);
    const { billing } = await this.club.api.post<Preview>(`/v1/${kind}s/preview`, what);
    await this.club.api.post(`/v1/${kind}s`, { ...what, previewHash: billing.previewHash });
  }

  async brokenInvariants(): Promise<string[]> {
    const verdicts = await judgeInvariants((name) => this.stack.databaseUrl(name));
    return verdicts.filter(({ count }) => count > 0).map(({ number, title, broken }) => `${number} ${title}: ${broken.join('; ')}`);
  }

  stop(): Promise<void> {
    return this.stack.stop();
  }

  private what(kind: OrderKind, { id, personId, accountId }: Member): object {
    const listingId = this.competitive;
    if (kind === 'sale') return { sales: [{ listingId, personId, accountId }] };
    if (kind === 'replacement') return { replacements: [{ membershipId: id, listingId }] };
    return { cancellations: [{ membershipId: id, credit: { kind: 'all' } }] };
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

  private async holds({ personId }: Member): Promise<string[]> {
    const path = `/v1/memberships?personId=${personId}`;
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
    await ground.orderedAnew(kind); // Its places were given back.
  } else {
    const first = await again();
    expect(await again()).toEqual(first);
  }
  expect(await after()).toEqual(everything[kind]);
  expect(await ground.brokenInvariants()).toEqual([]);
}
