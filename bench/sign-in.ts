import { parseArgs } from 'node:util';
import { newId } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { Api } from '../scripts/api.js';
import { startStack, type Stack } from '../scripts/stack/stack.js';
import { randomFrom } from './population.js';

/**
 * Whether the time of an answer tells who is known: the real product over HTTP, asked one after the other about addresses that sign in
 * and addresses that do not, in an order drawn from a seed, each from a network address of its own so that nothing is slowed. A
 * difference of medians counts as far as somebody who asks may see it; status, headers and body have to be alike as well.
 *
 *   npm run bench:sign-in -- [--tries 1000] [--accounts 100] [--seed 1] [--parts sign-in,reset,sign-up,username]
 */
const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '1000' },
    accounts: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    parts: { type: 'string', default: 'sign-in,reset,sign-up,username' },
  },
});
const [tries, accounts, seed] = [values.tries, values.accounts, values.seed].map(Number);
const parts = values.parts.split(',');
const goals = { differenceMs: 10 };
const password = 'measure-twice-cut-once';

interface Answer {
  readonly ms: number;
  readonly status: number;
  readonly shape: string; // All of it that is not its own in every answer.
}

interface Part {
  readonly known: readonly string[];
  readonly ask: (email: string) => Promise<Answer>;
}

class Bench {
  private asked = 0;

  private constructor(
    private readonly url: string,
    private readonly club: string,
    private readonly users: readonly string[],
    private readonly own: Api,
  ) {}

  /** A club with users who sign in. */
  static async prepare({ url, operatorApiKey }: Stack): Promise<Bench> {
    const operator = Api.withKey(url, operatorApiKey);
    const place = { currency: 'CAD', timeZone: 'America/Toronto', languages: ['en'], country: 'CA', province: 'QC' };
    const { id: federationId } = await operator.post<{ id: string }>('/v1/organizations', { ...place, kind: 'federation', name: 'Bench' });
    const club = { ...place, kind: 'club', federationId, name: 'Bench club' };
    const { id: organizationId } = await operator.post<{ id: string }>('/v1/organizations', club);
    const users = Array.from({ length: accounts }, () => `somebody.${newId()}@mail.test`);
    for (const email of users)
      await operator.post('/v1/users', { organizationId, role: 'club-administrator', email, name: 'Somebody', password });
    return new Bench(url, organizationId, users, await Api.signIn(url, users[0], password));
  }

  part(name: string): Part {
    const { club: organizationId, users } = this;
    const asks: Record<string, Part> = {
      'sign-in': { known: users, ask: (email) => this.ask('/v1/sessions', { email, password: 'not-the-one-they-have' }) },
      reset: { known: users, ask: (email) => this.ask('/v1/password-resets', { email }) },
      'sign-up': { known: users, ask: (email) => this.ask('/v1/sign-ups', { organizationId, email }) },
      username: { known: users.slice(1), ask: (username) => this.ask('/v1/me/username', { username, password }, this.own.headers) },
    };
    return asks[name];
  }

  private async ask(path: string, body: object, headers: object = {}): Promise<Answer> {
    const from = `198.${18 + (this.asked >> 16)}.${(this.asked >> 8) & 255}.${this.asked++ & 255}`;
    const sent = { ...headers, 'content-type': 'application/json', 'x-forwarded-for': from };
    const begun = performance.now();
    const response = await fetch(this.url + path, { method: 'POST', headers: sent, body: JSON.stringify(body) });
    const text = await response.text();
    const ms = performance.now() - begun;
    return { ms, status: response.status, shape: shapeOf(response, text) };
  }
}

/** What an answer says, without what is its own in every answer. */
function shapeOf(response: Response, text: string): string {
  const own = new Set(['date', 'x-request-id', 'etag']);
  const headers = [...response.headers].filter(([name]) => !own.has(name)).map((header) => header.join(': '));
  return [response.status, ...headers, text.replace(/"instance":"[^"]*"/, '')].join('\n');
}

async function measure(stack: Stack): Promise<boolean> {
  const bench = await Bench.prepare(stack);
  const random = randomFrom(seed);
  const figures: Record<string, number | string | boolean> = { bench: 'sign-in', tries, accounts, seed };
  let met = true;
  for (const name of parts) {
    const { known, ask } = bench.part(name);
    for (let n = 0; n < 20; n++) await ask(n % 2 ? known[n % known.length] : unknownAddress()); // Warm.
    const times = { known: [] as number[], unknown: [] as number[] };
    const shapes = new Set<string>();
    for (let n = 0; n < tries; n++) {
      const which =
        times.known.length * 2 >= tries ? 'unknown' : times.unknown.length * 2 >= tries ? 'known' : random() < 0.5 ? 'known' : 'unknown';
      const { ms, shape } = await ask(which === 'known' ? known[times.known.length % known.length] : unknownAddress());
      times[which].push(ms);
      shapes.add(shape);
    }
    const [knownMs, unknownMs] = [median(times.known), median(times.unknown)];
    const differenceMs = Math.abs(knownMs - unknownMs);
    met &&= differenceMs < goals.differenceMs && shapes.size === 1;
    console.log(
      `${name.padEnd(10)}known ${knownMs.toFixed(2)} ms, unknown ${unknownMs.toFixed(2)} ms, apart ${differenceMs.toFixed(2)} ms, answers ${shapes.size === 1 ? 'alike' : `of ${shapes.size} kinds`}`,
    );
    Object.assign(figures, {
      [`${name}KnownMs`]: round(knownMs),
      [`${name}UnknownMs`]: round(unknownMs),
      [`${name}DifferenceMs`]: round(differenceMs),
      [`${name}Alike`]: shapes.size === 1,
    });
  }
  console.log(JSON.stringify({ ...figures, goalMs: goals.differenceMs, goalsMet: met }));
  return met;
}

/** Of the same length as those that are known. */
const unknownAddress = (): string => `somebody.${newId()}@mail.test`;

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1];
const round = (ms: number): number => Math.round(ms * 100) / 100;

const stack = await startStack({
  dataDir: stateDirectory('bench-sign-in'),
  fresh: true,
  env: { TRUSTED_PROXIES: 'loopback', RATE_LIMIT_PER_MINUTE: '100000' },
  ports: { gateway: 3860, identity: 3861, memberships: 3862, billing: 3863, imports: 3864, leads: 3865, postgres: 55_482, nats: 55_464 },
  services: ['gateway', 'identity'],
});
let met = false;
try {
  met = await measure(stack);
} finally {
  await stack.stop();
}
process.exit(met ? 0 : 1);
