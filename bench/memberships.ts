import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { parsePublicId, publicId, type Uuid } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { services } from '#contracts/caller';
import { Api } from '../scripts/api.js';
import { startStack, type ProcessName, type Stack } from '../scripts/stack/stack.js';
import { makeFederation, password } from './federation.js';
import { openLoop } from './open-loop.js';
import { population } from './population.js';
import { processorTimes, usedBetween } from './processor-time.js';
import { sameWrites, type Written } from './same-writes.js';
import { sellAlready, type Member } from './sold-already.js';

/**
 * Measures what a club's desk does all day, on the real product with its gateway and every service, against a club of many members.
 * Sales, replacements and check-ins come at a fixed rate, whether or not those before were answered; each is timed from the moment it
 * was due. Batches stand beside what the same PostgreSQL server alone needs for the same rows in both databases, with fsync and
 * synchronous_commit on. GST and QST are on. CPU time is told by process, the load generator's own among them.
 *
 *   npm run bench:memberships -- [--members 100000] [--batch 5000] [--seconds 60] [--parts sale,replacement,check-in,batch-sale,batch-replacement]
 */
const { values } = parseArgs({
  options: {
    members: { type: 'string', default: '100000' },
    batch: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '60' },
    parts: { type: 'string', default: 'sale,replacement,check-in,batch-sale,batch-replacement' },
  },
});
const [memberCount, batchSize, seconds] = [values.members, values.batch, values.seconds].map(Number);
const parts = values.parts.split(',');
const rates = { sale: 20, replacement: 20, checkIn: 200 };
const warmSeconds = 5;
const goals = { saleP99Ms: 150, replacementP99Ms: 150, checkInP99Ms: 25, batchSaleRatio: 3, batchReplacementRatio: 3 };

type Figures = Record<string, number | string | boolean | object>;

class Bench {
  private used = 0;

  private constructor(
    readonly stack: Stack,
    private readonly email: string,
    readonly listings: readonly string[],
    private readonly members: readonly Member[],
    readonly clubId: Uuid,
  ) {}

  /** A federation whose first club has so many members of its first membership, which may be replaced by any other. */
  static async prepare(stack: Stack): Promise<Bench> {
    const federation = await makeFederation(stack.url, stack.operatorApiKey);
    const parent = await Api.signIn(stack.url, `admin.${publicId('organization', federation.id)}@bench.example`, password);
    const { data: organizations } = await parent.get<{ data: { id: string; kind: string; name: string }[] }>('/v1/organizations?limit=50');
    const club = organizations.find(({ kind, name }) => kind === 'club' && name.startsWith('Club A'))!;
    const [api] = federation.clubs;
    const { data: listings } = await api.get<{ data: { id: string; offerId: string }[] }>('/v1/listings?limit=50');
    for (const { offerId } of listings) {
      const { version } = await parent.get<{ version: number }>(`/v1/offers/${offerId}`);
      await parent.patch(`/v1/offers/${offerId}`, { replacementRule: { mode: 'enabled' } }, version);
    }
    const clubId = parsePublicId('organization', club.id)!;
    const [offerId, listingId] = [parsePublicId('offer', listings[0].offerId)!, parsePublicId('listing', listings[0].id)!];
    const sold = { club: { id: clubId, federationId: federation.id }, offerId, listingId, people: population(memberCount, 5) };
    const members = await sellAlready(stack, sold);
    const ids = listings.map(({ id }) => id);
    return new Bench(stack, `admin.${club.id}@bench.example`, ids, members, clubId);
  }

  /** Signed in anew: a session outlives no long part. */
  api = (): Promise<Api> => Api.signIn(this.stack.url, this.email, password);

  /** Members whom no part has sold to or replaced yet. */
  take(count: number): Member[] {
    if (this.used + count > this.members.length) throw new Error(`all ${this.members.length} members are used up`);
    return this.members.slice(this.used, (this.used += count));
  }

  any = (index: number): Member => this.members[(index * 7919) % this.members.length];
}

/** Requests at a rate, with what each process used for them. */
async function load(bench: Bench, name: string, perSecond: number, send: (index: number) => Promise<void>): Promise<Figures> {
  let next = 0;
  let fault: Error | undefined;
  const one = (): Promise<void> =>
    send(next++).catch((error: Error) => {
      fault ??= error;
      throw error;
    });
  await openLoop(one, perSecond, warmSeconds);
  const before = usage(bench.stack);
  const started = performance.now();
  const measured = await openLoop(one, perSecond, seconds);
  const wallMs = performance.now() - started;
  const used = usedBetween(before, usage(bench.stack));
  if (fault !== undefined) console.log(`the first error of ${name}: ${fault.message}`);
  const perRequest = Object.fromEntries(Object.entries(used).map(([process, ms]) => [process, round(ms / measured.requests)]));
  return {
    [`${name}P50Ms`]: round(measured.p50Ms),
    [`${name}P99Ms`]: round(measured.p99Ms),
    [`${name}Errors`]: measured.errors,
    [`${name}Requests`]: measured.requests,
    [`${name}LoadShare`]: round(used.load / wallMs), // Of one core.
    [`${name}CpuMs`]: perRequest,
  };
}

function usage(stack: Stack) {
  const names: ProcessName[] = [...services, 'postgres', 'nats'];
  const { user, system } = process.cpuUsage();
  return { ...processorTimes(Object.fromEntries(names.map((name) => [name, stack.pidOf(name)]))), load: (user + system) / 1000 };
}

const saleOf = (listingId: string, { accountId, personId }: Member) => ({
  listingId,
  accountId: publicId('account', accountId),
  personId: publicId('person', personId),
});

const replacementOf = (listingId: string, { membershipId }: Member) => ({
  membershipId: publicId('membership', membershipId),
  listingId,
});

/** One sale to one person: ordered, billed at both levels, and there. */
async function sales(bench: Bench): Promise<Figures> {
  const api = await bench.api();
  const members = bench.take(rates.sale * (seconds + warmSeconds));
  return load(bench, 'sale', rates.sale, async (i) => {
    await api.post('/v1/sales', { sales: [saleOf(bench.listings[1], members[i])] });
  });
}

/** One replacement, confirmed as it was previewed a while ago. */
async function replacements(bench: Bench): Promise<Figures> {
  const api = await bench.api();
  const members = bench.take(rates.replacement * (seconds + warmSeconds));
  const hashes: string[] = [];
  for (const member of members) hashes.push(await previewReplacements(api, [replacementOf(bench.listings[2], member)]));
  return load(bench, 'replacement', rates.replacement, async (i) => {
    const body = { replacements: [replacementOf(bench.listings[2], members[i])], previewHash: hashes[i] };
    await api.post('/v1/replacements', body);
  });
}

async function previewReplacements(api: Api, asked: readonly object[]): Promise<string> {
  const body = { replacements: asked };
  const preview = await api.post<{ billing: { previewHash: string } | null }>('/v1/replacements/preview', body);
  if (preview.billing === null) throw new Error(`nothing can be replaced: ${JSON.stringify(preview)}`);
  return preview.billing.previewHash;
}

/** Somebody at the door of a club with all its members: judged here and by billing, and logged. */
async function checkIns(bench: Bench): Promise<Figures> {
  const api = await bench.api();
  return load(bench, 'checkIn', rates.checkIn, async (i) => {
    const personId = publicId('person', bench.any(i).personId);
    const { admitted, reason } = await api.post<{ admitted: boolean; reason: string }>('/v1/check-ins', { personId });
    if (!admitted) throw new Error(`not admitted: ${reason}`);
  });
}

/** Thousands of members are sold something in one order, confirmed as previewed. */
const batchSale = (bench: Bench): Promise<Figures> =>
  batch(bench, 'batchSale', 'sale', (members) => ({ sales: members.map((member) => saleOf(bench.listings[3], member)) }));

/** Thousands of members change what they hold in one order, confirmed as previewed. */
const batchReplacement = (bench: Bench): Promise<Figures> =>
  batch(bench, 'batchReplacement', 'replacement', (members) => ({
    replacements: members.map((member) => replacementOf(bench.listings[4], member)),
  }));

interface Order {
  id: string;
  state: string;
  previewHash: string;
  counts: { done: number };
}

/** A batch as one order, beside what the databases alone need for its rows; with what each process used for a row. */
async function batch(
  bench: Bench,
  name: string,
  kind: 'sale' | 'replacement',
  body: (members: readonly Member[]) => object,
): Promise<Figures> {
  const api = await bench.api();
  const mark = await marked(bench);
  const order = body(bench.take(batchSize));
  const before = usage(bench.stack);
  let previewed = 0;
  const taken = await timed(async () => {
    const { id } = await api.post<Order>(`/v1/batch-orders/${kind}s`, order);
    previewed = await timed(async () => void (await reached(api, id, 'ready')));
    const { previewHash } = await reached(api, id, 'ready');
    await api.post(`/v1/batch-orders/${id}/confirmation`, { previewHash });
    const { counts } = await reached(api, id, 'finished');
    if (counts.done !== batchSize) throw new Error(`of ${batchSize} rows ${counts.done} were made`);
  });
  const used = usedBetween(before, usage(bench.stack));
  const perRow = Object.fromEntries(Object.entries(used).map(([process, ms]) => [process, round(ms / batchSize)]));
  return {
    ...batchFigures(name, taken, await sameRows(bench, mark)),
    [`${name}PreviewSeconds`]: round(previewed),
    [`${name}CpuMs`]: perRow,
    [`${name}CpuMsOfAll`]: round(Object.values(used).reduce((sum, ms) => sum + ms, 0) / batchSize),
  };
}

async function reached(api: Api, id: string, state: string): Promise<Order> {
  for (;;) {
    const order = await api.get<Order>(`/v1/batch-orders/${id}`);
    if (order.state === state) return order;
    await pause(100);
  }
}

const batchFigures = (name: string, taken: number, alone: number): Figures => ({
  [`${name}RowsPerSecond`]: Math.round(batchSize / taken),
  [`${name}Seconds`]: round(taken),
  [`${name}DatabaseSeconds`]: round(alone),
  [`${name}DatabaseRowsPerSecond`]: Math.round(batchSize / alone),
  [`${name}Ratio`]: round(taken / alone),
});

/** The last transaction of each database before something began: what is younger was written by it. */
type Mark = Readonly<Record<'memberships' | 'billing', string>>;

async function marked({ stack }: Bench): Promise<Mark> {
  const next = async (name: 'memberships' | 'billing'): Promise<string> => {
    const text = `SELECT pg_current_xact_id()::text AS id`;
    const [{ id }] = await rows<{ id: string }>(stack.databaseUrl(name), text);
    return id;
  };
  return { memberships: await next('memberships'), billing: await next('billing') };
}

const tables = {
  memberships: ['operations', 'slots', 'memberships', 'status_history', 'replacements', 'audit_log'],
  billing: ['billing_accounts', 'party_snapshots', 'document_lines', 'postings', 'open_items', 'documents', 'audit_log'],
};

/** What the databases alone need for the rows that were written since, one after the other, each row in its last state. */
async function sameRows({ stack }: Bench, mark: Mark): Promise<number> {
  let total = 0;
  for (const name of ['memberships', 'billing'] as const) {
    // Transaction ids of rows are 32 bits wide; a fresh installation never wraps around.
    const written = tables[name].map((table): Written => ({ table, where: `xmin::text::bigint > ${mark[name]}` }));
    total += await sameWrites(stack.databaseUrl(name), written);
  }
  return total;
}

async function rows<T extends object>(url: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

async function measure(stack: Stack): Promise<boolean> {
  const started = performance.now();
  const bench = await Bench.prepare(stack);
  console.log(`${memberCount} members prepared in ${Math.round((performance.now() - started) / 1000)} s`);
  await pause(2000); // Until what announced them has been heard everywhere.
  const figures: Figures = { bench: 'memberships', members: memberCount, batch: batchSize };
  const of: Record<string, (bench: Bench) => Promise<Figures>> = {
    sale: sales,
    replacement: replacements,
    'check-in': checkIns,
    'batch-sale': batchSale,
    'batch-replacement': batchReplacement,
  };
  for (const part of parts) {
    const measured = await of[part](bench);
    const words = Object.entries(measured).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
    console.log(`${part.padEnd(20)}${words.join(', ')}`);
    Object.assign(figures, measured);
  }
  const met = goalsMet(figures);
  console.log(JSON.stringify({ ...figures, parts, goalsMet: met }));
  return met;
}

/** Every goal of a part that was measured, and no request answered with an error. */
function goalsMet(figures: Figures): boolean {
  const within = (name: keyof typeof goals): boolean => figures[name] === undefined || Number(figures[name]) <= goals[name];
  const faultless = Object.entries(figures).every(([name, value]) => !name.endsWith('Errors') || value === 0);
  return faultless && (Object.keys(goals) as (keyof typeof goals)[]).every(within);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const stack = await startStack({
  dataDir: stateDirectory('bench-memberships'),
  fresh: true,
  // A door opens 200 times a second: more than one organization may ask by default.
  env: { RATE_LIMIT_PER_MINUTE: '100000' },
  ports: { gateway: 3840, identity: 3841, memberships: 3842, billing: 3843, imports: 3844, leads: 3845, postgres: 55_472, nats: 55_462 },
});
let met = false;
try {
  met = await measure(stack);
} finally {
  await stack.stop();
}
process.exit(met ? 0 : 1);
