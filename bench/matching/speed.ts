import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { newId } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { nameKey } from '../../apps/identity/src/domain/comparable.js';
import { keyRowsOf } from '../../apps/identity/src/persistence/match-keys.js';
import { portrait } from '../../apps/identity/src/domain/matching/traits.js';
import { startStack, type Stack } from '../../scripts/stack/stack.js';
import { randomFrom } from '../population.js';
import { part, round } from './figures.js';
import { IdentityAlone } from './identity-alone.js';
import { pick, populate, type Person } from './people.js';
import { chancesOfKnown, traitsOf, write, type Entry } from './records.js';

export interface Speed {
  readonly people: number;
  readonly lookupsPerSecond: number;
  readonly lookupP50Ms: number;
  readonly lookupP99Ms: number;
  readonly batchRows: number;
  readonly batchSeconds: number;
  readonly batchRowsPerSecond: number;
  readonly hashJoinSeconds: number;
  readonly batchRecall: number;
  readonly learnSeconds: number;
}

interface Known {
  readonly number: number;
  readonly person: Person;
}

const atOnce = 2500; // Rows a question.
const questionsAtOnce = 2;
const firstNumber = 2_000_001;

/** Lookups and a batch against so many people, in a real database. */
export async function measureSpeed(people: number, batchRows: number, lookups: number): Promise<Speed> {
  const stack = await startStack({
    dataDir: stateDirectory('bench-matching'),
    fresh: true,
    services: [],
    ports: { postgres: 55_632, nats: 55_622 },
  });
  try {
    return await measure(stack, people, batchRows, lookups);
  } finally {
    await stack.stop();
  }
}

async function measure(stack: Stack, people: number, batchRows: number, lookups: number): Promise<Speed> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('identity'), application_name: 'bench' });
  await client.connect();
  try {
    const engine = await IdentityAlone.open(stack);
    try {
      return await measureOn(client, engine, { people, batchRows, lookups });
    } finally {
      await engine.close();
    }
  } finally {
    await client.end();
  }
}

async function measureOn(
  client: pg.Client,
  engine: IdentityAlone,
  { people, batchRows, lookups }: Record<'people' | 'batchRows' | 'lookups', number>,
): Promise<Speed> {
  const random = randomFrom(9);
  const sample = await load(client, engine, people);
  const newcomers = populate(20_000, 991);
  const started = performance.now();
  const model = await engine.learn();
  const learnSeconds = (performance.now() - started) / 1000;
  const rows = Array.from({ length: Math.max(batchRows, lookups) }, () => {
    const known = random() < 0.5 ? pick(random, sample) : undefined;
    const entry = write(known?.person ?? pick(random, newcomers.people), newcomers, random);
    return { number: known?.number, entry };
  });
  const looked = await lookUp(engine, rows.slice(0, lookups));
  const batch = await matchBatch(engine, rows.slice(0, batchRows), model);
  return {
    people,
    ...looked,
    batchRows,
    ...batch,
    batchRowsPerSecond: Math.round(batchRows / batch.batchSeconds),
    hashJoinSeconds: round(await hashJoin(client, rows.slice(0, batchRows)), 3),
    learnSeconds: round(learnSeconds, 2),
  };
}

interface Row {
  readonly number: number | undefined;
  readonly entry: Entry;
}

async function lookUp(
  engine: IdentityAlone,
  rows: readonly Row[],
): Promise<Pick<Speed, 'lookupsPerSecond' | 'lookupP50Ms' | 'lookupP99Ms'>> {
  const one = ({ entry: { firstName, lastName, birthDate, gender, email, phone } }: Row) =>
    engine.lookUp({
      firstName,
      lastName,
      ...(birthDate ? { birthDate } : {}),
      ...(gender ? { gender } : {}),
      ...(email ? { email } : {}),
      ...(phone ? { phone } : {}),
    });
  for (const row of rows.slice(0, 200)) await one(row);
  const times: number[] = [];
  for (const row of rows) {
    const started = performance.now();
    await one(row);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(times.length * share))], 2);
  const started = performance.now();
  await inParallel(rows, 4, one);
  const seconds = (performance.now() - started) / 1000;
  return { lookupsPerSecond: Math.round(rows.length / seconds), lookupP50Ms: at(0.5), lookupP99Ms: at(0.99) };
}

/** The batch from rows as they are read to verdicts, the median of three. */
async function matchBatch(
  engine: IdentityAlone,
  rows: readonly Row[],
  model: Awaited<ReturnType<IdentityAlone['learn']>>,
): Promise<{ batchSeconds: number; batchRecall: number }> {
  const seconds: number[] = [];
  let recall = 0;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    const chunks = Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, i) => rows.slice(i * atOnce, (i + 1) * atOnce));
    let [present, found] = [0, 0];
    await inParallel(chunks, questionsAtOnce, async (chunk) => {
      const verdicts = await engine.matchAll(
        chunk.map(({ entry }) => portrait(traitsOf(entry, false))),
        model,
        0.5,
      );
      for (const [i, { number }] of chunk.entries()) {
        if (number === undefined) continue;
        present++;
        if (verdicts[i].some((candidate) => candidate.number === number)) found++;
      }
    });
    seconds.push((performance.now() - started) / 1000);
    recall = part(found, present);
  }
  return { batchSeconds: round(seconds.sort((a, b) => a - b)[1], 3), batchRecall: round(recall) };
}

/** What the database alone needs to join as many rows with everybody on name and birth date, once, by a hash. */
async function hashJoin(client: pg.Client, rows: readonly Row[]): Promise<number> {
  await client.query('CREATE TEMP TABLE asked (first_key text, last_key text, birth_date date)');
  const text = rows.map(({ entry }) => [nameKey(entry.firstName), nameKey(entry.lastName), entry.birthDate ?? '\\N'].join('\t')).join('\n');
  await pipeline(Readable.from([`${text}\n`]), client.query(copyFrom('COPY asked FROM STDIN')));
  await client.query('ANALYZE asked');
  await client.query('SET enable_nestloop = off; SET enable_mergejoin = off');
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    await client.query(
      'SELECT count(*) FROM asked a JOIN people p ON p.birth_date = a.birth_date AND p.last_key = a.last_key AND p.first_key = a.first_key',
    );
    times.push((performance.now() - started) / 1000);
  }
  return times.sort((a, b) => a - b)[1];
}

/** People and their keys, as the service would have written them. Gives some of them, to be entered once more. */
async function load(client: pg.Client, engine: IdentityAlone, count: number): Promise<Known[]> {
  const { federationId, clubId } = engine;
  await client.query(`ALTER TABLE people DISABLE TRIGGER USER; ALTER TABLE match_keys DROP CONSTRAINT match_keys_pkey`);
  const random = randomFrom(8);
  const sample: Known[] = [];
  const perPart = 50_000;
  let number = firstNumber;
  for (let from = 0; from < count; from += perPart) {
    const { people } = populate(Math.min(perPart, count - from), 1000 + from);
    const pool = { people };
    const lines: string[] = [];
    const keyed: Parameters<typeof keyRowsOf>[1][number][] = [];
    for (const person of people.slice(0, Math.min(perPart, count - from))) {
      const entry = write(person, pool, random, chancesOfKnown);
      const [firstKey, lastKey] = [nameKey(entry.firstName), nameKey(entry.lastName)];
      const fields = [
        newId(),
        federationId,
        number,
        entry.firstName,
        entry.lastName,
        firstKey,
        lastKey,
        entry.gender ?? '\\N',
        entry.birthDate ?? '\\N',
        clubId,
      ];
      lines.push(fields.join('\t'));
      keyed.push({ number, firstKey, lastKey, birthDate: entry.birthDate });
      if (number % 10 === 0) sample.push({ number, person });
      number++;
    }
    const columns = 'id, network_id, number, first_name, last_name, first_key, last_key, gender, birth_date, made_by';
    await pipeline(Readable.from([`${lines.join('\n')}\n`]), client.query(copyFrom(`COPY people (${columns}) FROM STDIN`)));
    const keys = keyRowsOf(federationId, keyed).map((row) => row.join('\t'));
    await pipeline(
      Readable.from([`${keys.join('\n')}\n`]),
      client.query(copyFrom('COPY match_keys (network_id, key, number, born) FROM STDIN')),
    );
  }
  await client.query(`ALTER TABLE match_keys ADD PRIMARY KEY (network_id, key, number) INCLUDE (born)`);
  await client.query(`ALTER TABLE people ENABLE TRIGGER USER`);
  await client.query(`INSERT INTO match_networks (network_id, filled_at) VALUES ($1, now())`, [federationId]);
  await client.query('VACUUM ANALYZE people');
  await client.query('VACUUM ANALYZE match_keys');
  return sample;
}

async function inParallel<T>(items: readonly T[], many: number, work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: many }, worker));
}
