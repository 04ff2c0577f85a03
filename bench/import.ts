import { parseArgs } from 'node:util';
import { stateDirectory } from '#local/state-directory';
import { startStack, type Stack } from '../scripts/stack/stack.js';
import type { Api, ImportState } from '../scripts/api.js';
import { makeFederation, memberships, seedPeople } from './federation.js';
import { csvOf, fileRows, population } from './population.js';
import { runYardstick, seedYardstick, type YardstickResult } from './yardstick.js';

/**
 * Measures a whole resale import (upload, check, decisions, preview, commit, run) of the real product against what the database
 * alone needs for the same file, on the same PostgreSQL server, with fsync and synchronous_commit on. Median of three runs.
 *
 *   npm run bench:import -- --rows 10000 --existing 100000 [--runs 3] [--no-pair]
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000' },
    existing: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    pair: { type: 'boolean', default: true },
    /** Seconds a row measured at 10,000 rows, to compare the time a row of a larger file with. */
    'row-ms-at-10000': { type: 'string' },
  },
  allowNegative: true,
});
const [rows, existing, runs] = [values.rows, values.existing, values.runs].map(Number);
const goals = { ratio: 3, checkRatio: 2, peakMiB: 400, pairRatio: 1.7, growth: 1.3 };

interface Stages {
  upload: number;
  check: number;
  decisions: number;
  preview: number;
  commit: number;
  run: number;
}

const known = population(existing);
const names = memberships.map(({ name }) => name);
let nextSeed = 1000;

async function measure(running: Stack): Promise<boolean> {
  await seedYardstick(running.superuserUrl, known, memberships);
  const federation = await makeFederation(running.url, running.operatorApiKey);
  await seedPeople(running.databaseUrl('identity'), federation.id, known);
  console.log(
    `${rows} rows against ${existing} people, ${runs} runs; 60 % new adults, 25 % children sharing owners, 10 % known, 5 % possible matches; GST and QST on\n`,
  );

  const products: { stages: Stages; seconds: number }[] = [];
  const yardsticks: YardstickResult[] = [];
  for (let run = 0; run < runs; run++) {
    const csv = file(rows);
    products.push(await importOnce(federation.clubs[run % 2], csv));
    yardsticks.push(await runYardstick(running.superuserUrl, csv));
    console.log(
      `run ${run + 1}: ${products[run].seconds.toFixed(2)} s, the database alone ${yardsticks[run].seconds.toFixed(2)} s ${JSON.stringify(yardsticks[run].checksum)}`,
    );
  }
  const product = medianBy(products, ({ seconds }) => seconds);
  const yardstick = medianBy(yardsticks, ({ seconds }) => seconds);
  const checkSeconds = medianBy(
    products.map(({ stages }) => stages.upload + stages.check),
    (seconds) => seconds,
  );
  const yardstickCheckSeconds = medianBy(
    yardsticks.map((each) => each.checkSeconds),
    (seconds) => seconds,
  );

  console.log(`\n${'stage'.padEnd(12)}${'seconds'.padStart(9)}${'rows/s'.padStart(9)}`);
  for (const [stage, seconds] of Object.entries(product.stages)) {
    console.log(
      `${stage.padEnd(12)}${seconds.toFixed(2).padStart(9)}${Math.round(rows / seconds)
        .toString()
        .padStart(9)}`,
    );
  }
  console.log(
    `${'whole'.padEnd(12)}${product.seconds.toFixed(2).padStart(9)}${Math.round(rows / product.seconds)
      .toString()
      .padStart(9)}`,
  );
  console.log(
    `\nthe database alone: ${Object.entries(yardstick.steps)
      .map(([step, seconds]) => `${step} ${seconds.toFixed(2)}`)
      .join(', ')}`,
  );

  const pairSeconds = values.pair ? await importPair(federation.clubs) : undefined;
  const single = product.seconds;
  const peakMiB = Object.fromEntries(Object.entries(running.memory()).map(([name, memory]) => [name, memory?.peakMiB ?? 0]));
  const figures = {
    bench: 'import',
    rows,
    existing,
    seconds: round(single),
    yardstickSeconds: round(yardstick.seconds),
    ratio: round(single / yardstick.seconds),
    checkSeconds: round(checkSeconds),
    yardstickCheckSeconds: round(yardstickCheckSeconds),
    checkRatio: round(checkSeconds / yardstickCheckSeconds),
    msPerRow: round((single * 1000) / rows),
    ...(values['row-ms-at-10000'] ? { growth: round((single * 1000) / rows / Number(values['row-ms-at-10000'])) } : {}),
    ...(pairSeconds === undefined ? {} : { pairSeconds: round(pairSeconds), pairRatio: round(pairSeconds / single) }),
    peakMiB,
  };
  const met =
    figures.ratio <= goals.ratio &&
    figures.checkRatio <= goals.checkRatio &&
    Object.values(peakMiB).every((peak) => peak <= goals.peakMiB) &&
    (figures.pairRatio === undefined || figures.pairRatio <= goals.pairRatio) &&
    (figures.growth === undefined || figures.growth <= goals.growth);
  console.log(JSON.stringify({ ...figures, goalsMet: met }));
  return met;
}

/** Each run reads a file of its own: nobody in it was imported before. */
const file = (count: number): string => csvOf(fileRows(count, known, names, nextSeed++));

async function importOnce(club: Api, csv: string): Promise<{ stages: Stages; seconds: number }> {
  const stages: Stages = { upload: 0, check: 0, decisions: 0, preview: 0, commit: 0, run: 0 };
  const timed = async <T>(stage: keyof Stages, work: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const result = await work();
    stages[stage] += (performance.now() - started) / 1000;
    return result;
  };
  const id = await timed('upload', () => club.upload('resale', 'bench.csv', csv));
  let state = await timed('check', () => club.settled(id, undefined, 50));
  if (state.state === 'needsDecisions') {
    // Even rows reuse whom they look like, odd rows are somebody new: the yardstick's rule.
    state = await timed('decisions', async () => {
      await club.decide(id, ({ row, candidates }) => (row % 2 === 0 ? (candidates?.[0].personId ?? null) : null));
      return club.settled(id, undefined, 50);
    });
  }
  expectState(state, 'ready');
  const { previewHash } = await timed('preview', () => club.get<{ previewHash: string }>(`/v1/imports/${id}/preview?limit=50`));
  await timed('commit', () => club.post(`/v1/imports/${id}/commit`, { previewHash }));
  expectState(await timed('run', () => club.settled(id, undefined, 150)), 'finished'); // Asking more often costs what is measured.
  return { stages, seconds: Object.values(stages).reduce((sum, seconds) => sum + seconds, 0) };
}

/** Two clubs importing as many rows each, at the same time. */
async function importPair(clubs: readonly Api[]): Promise<number> {
  const files = clubs.map(() => file(rows));
  const started = performance.now();
  await Promise.all(clubs.map((club, index) => importOnce(club, files[index])));
  return (performance.now() - started) / 1000;
}

function expectState(state: ImportState, wanted: string): void {
  if (state.state !== wanted) throw new Error(`the import is ${state.state}, not ${wanted}: ${JSON.stringify(state)}`);
}

function medianBy<T>(list: readonly T[], size: (item: T) => number): T {
  return [...list].sort((a, b) => size(a) - size(b))[Math.floor((list.length - 1) / 2)];
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const stack = await startStack({
  dataDir: stateDirectory('bench'),
  fresh: true,
  ports: { gateway: 3800, identity: 3801, memberships: 3802, billing: 3803, imports: 3804, leads: 3805, postgres: 55_432, nats: 55_422 },
});
let goalsMet = false;
try {
  goalsMet = await measure(stack);
} finally {
  await stack.stop();
}
process.exit(goalsMet ? 0 : 1);
