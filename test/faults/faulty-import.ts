import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { parsePublicId } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { csvOf, fileRows, population, randomFrom } from '../../bench/population.js';
import { makeFederation, memberships, seedPeople } from '../../bench/federation.js';
import { ApiProblem, type Api, type ImportState } from '../../scripts/api.js';
import { judgeInvariants } from '../../scripts/stack/judge-invariants.js';
import { startStack, type ProcessName, type Stack } from '../../scripts/stack/stack.js';

/** Everything that can die. */
export const mortals: readonly ProcessName[] = ['gateway', 'identity', 'memberships', 'billing', 'imports', 'nats', 'postgres'];

export type Blow = { at: number } & ({ kill: ProcessName } | { lose: 'jetstream-store' });

/** When each of them is struck, as a share of the rows done: drawn from a seed, so that a failure can be had again. */
export function blowsFrom(seed: number, targets: readonly ProcessName[] = mortals): Blow[] {
  const random = randomFrom(seed);
  return targets.map((kill) => ({ at: random() * 0.95, kill })).sort((a, b) => a.at - b.at);
}

/** A stack of processes with two clubs and people that the files know. */
export class FaultyGround {
  private nextSeed = 1;

  private constructor(
    readonly stack: Stack,
    readonly club: Api,
    private readonly known: ReturnType<typeof population>,
  ) {}

  static async make(name: string): Promise<FaultyGround> {
    const stack = await startStack({ dataDir: stateDirectory(name), fresh: true });
    const known = population(12_000, 7); // As many as the long suite has imports, at 400 each.
    const federation = await makeFederation(stack.url, stack.operatorApiKey);
    await seedPeople(stack.databaseUrl('identity'), federation.id, known);
    return new FaultyGround(stack, federation.clubs[0], known);
  }

  /** Imports a file while processes die around it. */
  async importUnder(rows: number, blows: readonly Blow[]): Promise<ImportState> {
    const csv = csvOf(
      fileRows(
        rows,
        this.known.slice(400 * this.nextSeed, 400 * (this.nextSeed + 1)), // Others each time: nobody holds a membership already.
        memberships.map(({ name }) => name),
        this.nextSeed++,
      ),
    );
    const id = await patiently(() => this.club.upload('resale', 'faults.csv', csv));
    let state = await this.settled(id);
    if (state.state === 'needsDecisions') {
      await patiently(() => this.club.decide(id, () => null));
      state = await this.settled(id);
    }
    if (state.state !== 'ready') return state;
    const { previewHash } = state;
    const key = `commit-${id}`;
    await patiently(() => this.club.post(`/v1/imports/${id}/commit`, { previewHash }, key));
    return this.settled(id, [...blows]);
  }

  /** Takes an import back while processes die around it. */
  async undoUnder(importId: string, blows: readonly Blow[]): Promise<ImportState> {
    await patiently(() => this.club.post(`/v1/imports/${importId}/undo`, undefined, `undo-${importId}`));
    return this.settled(importId, [...blows]);
  }

  /** The documents an import made, counted behind the product's back. */
  async invoicesOf(importId: string, kind: 'invoice' | 'credit-note' = 'invoice'): Promise<{ level: string; count: number }[]> {
    await patiently(() => this.stack.ready());
    return this.query(
      'billing',
      'SELECT level, count(*)::int AS count FROM documents WHERE import_id = $1 AND kind = $2 GROUP BY level ORDER BY level',
      [parsePublicId('import', importId), kind],
    );
  }

  /** The laws that do not hold, once everything sent has been confirmed. */
  async brokenInvariants(): Promise<string[]> {
    await patiently(() => this.stack.ready()); // The last blow may have fallen a moment ago.
    const databases = ['identity', 'memberships', 'billing', 'imports'] as const;
    for (let tries = 0; tries < 300; tries++) {
      const open = await Promise.all(databases.map((name) => this.query(name, 'SELECT FROM outbox WHERE closed_at IS NULL LIMIT 1')));
      if (open.every((rows) => rows.length === 0)) break;
      await pause(200);
    }
    const verdicts = await judgeInvariants((name) => this.stack.databaseUrl(name));
    return verdicts.filter(({ count }) => count > 0).map(({ number, title, broken }) => `${number} ${title}: ${broken.join('; ')}`);
  }

  stop(): Promise<void> {
    return this.stack.stop();
  }

  private async settled(id: string, blows: Blow[] = []): Promise<ImportState> {
    const deadline = Date.now() + 180_000;
    for (;;) {
      const state = await patiently(() => this.club.import(id));
      while (blows.length > 0 && (state.processed >= blows[0].at * state.counts.rows || ['finished', 'undone'].includes(state.state)))
        this.strike(blows.shift()!);
      if (!['checking', 'running', 'undoing'].includes(state.state)) return state;
      if (Date.now() > deadline) throw new Error(`still ${state.state} after three minutes: ${JSON.stringify(state)}`);
      await pause(15);
    }
  }

  private strike(blow: Blow): void {
    if ('kill' in blow) return this.stack.kill(blow.kill);
    rmSync(join(this.stack.installation.directory, 'jetstream'), { recursive: true, force: true });
    this.stack.kill('nats');
  }

  private query<T extends pg.QueryResultRow>(
    name: Parameters<Stack['databaseUrl']>[0],
    text: string,
    values: unknown[] = [],
  ): Promise<T[]> {
    return patiently(() => this.queryOnce<T>(name, text, values));
  }

  private async queryOnce<T extends pg.QueryResultRow>(
    name: Parameters<Stack['databaseUrl']>[0],
    text: string,
    values: unknown[],
  ): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.stack.databaseUrl(name) });
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
}

/** Asks again while the answer is that somebody is away: what a client of an API does. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const away = !(error instanceof ApiProblem) || error.status === 503 || error.code === 'platform.in-progress' || error.status === 500;
      if (!away || Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}
