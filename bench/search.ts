import { parseArgs } from 'node:util';
import { services } from '#contracts/caller';
import { parsePublicId, type Uuid } from '#kernel/ids';
import { stateDirectory } from '#local/state-directory';
import { Api } from '../scripts/api.js';
import { startStack, type ProcessName, type Stack } from '../scripts/stack/stack.js';
import { password } from './federation.js';
import { pick, populate, type Population } from './matching/people.js';
import { write } from './matching/records.js';
import { openLoop } from './open-loop.js';
import { randomFrom } from './population.js';
import { processorTimes, usedBetween } from './processor-time.js';
import { load, type Known } from './search/load.js';

/**
 * Measures a front desk on the real product, with its gateway and every service: searches (ID-16) by name as it is heard and misspelt, by
 * the beginning of a name, an address or a phone, by birth date and by identifier; of the list of a federation with all people in it, of a
 * club's own clients, and over the network by clubs that may; and accounts created, with their letters. Requests come at a fixed rate,
 * whether or not those before were answered; each is timed from the moment it was due.
 *
 *   npm run bench:search -- [--people 1000000] [--clients 100000] [--seconds 60] [--rate 50] [--create-rate 10] [--parts search,create]
 */
const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' },
    clients: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '50' },
    'create-rate': { type: 'string', default: '10' },
    parts: { type: 'string', default: 'search,create' },
  },
});
const [people, clients, seconds, rate, createRate] = [
  values.people,
  values.clients,
  values.seconds,
  values.rate,
  values['create-rate'],
].map(Number);
const parts = values.parts.split(',');
const goals = { searchP99Ms: 50, createP99Ms: 100 };
const warmSeconds = 5;
const clubsSearching = 20; // Each may search a network so often an hour.

type Figures = Record<string, number | string | boolean | object>;

interface Desk {
  readonly federation: Api;
  readonly club: Api;
  /** Others of its network, which may search it. */
  readonly others: readonly Api[];
  readonly networkId: Uuid;
  readonly clubId: Uuid;
}

async function makeDesk(stack: Stack): Promise<Desk> {
  const operator = Api.withKey(stack.url, stack.operatorApiKey);
  const place = { currency: 'CAD', timeZone: 'America/Toronto', languages: ['en'], country: 'CA', province: 'QC' };
  const organization = (by: Api, fields: object) => by.post<{ id: string }>('/v1/organizations', { ...place, ...fields });
  const signedIn = async (by: Api, organizationId: string, role: string): Promise<Api> => {
    const email = `admin.${organizationId}@bench.example`;
    await by.post('/v1/users', { organizationId, role, email, name: 'Bench', password });
    return Api.signIn(stack.url, email, password);
  };
  const { id } = await organization(operator, { kind: 'federation', name: 'Federation' });
  const federation = await signedIn(operator, id, 'federation-administrator');
  const clubs: { id: string; api: Api }[] = [];
  for (let i = 0; i <= clubsSearching; i++) {
    const { id: clubId } = await organization(federation, { kind: 'club', name: `Club ${i}` });
    clubs.push({ id: clubId, api: await signedIn(federation, clubId, 'club-administrator') });
    if (i > 0) await federation.patch(`/v1/organizations/${clubId}/network-search`, { allowed: true }, 0);
  }
  const [club, ...others] = clubs;
  return {
    federation,
    club: club.api,
    others: others.map(({ api }) => api),
    networkId: parsePublicId('organization', id)!,
    clubId: parsePublicId('organization', club.id)!,
  };
}

interface Question {
  readonly by: Api;
  readonly path: string;
  /** Whose number ought to be among the answers. */
  readonly meant: string;
}

const mistakes = 'misspelt';
type Kind = typeof mistakes | 'last name' | 'beginning' | 'birth date' | 'e-mail' | 'phone' | 'identifier';
const asked: readonly (readonly [Kind, number])[] = [
  [mistakes, 0.35],
  ['last name', 0.15],
  ['beginning', 0.15],
  ['birth date', 0.1],
  ['e-mail', 0.1],
  ['phone', 0.05],
  ['identifier', 0.1],
];

/** What a desk asks, drawn from a seed: two in five of everybody, two in five of a club's clients, one in five over the network. */
function questions(desk: Desk, sample: readonly Known[], many: number): Question[] {
  const random = randomFrom(77);
  const ofClub = sample.filter(({ ofClub }) => ofClub);
  const pool: Population = populate(5000, 991);
  return Array.from({ length: many }, (_, i) => {
    const where = random();
    if (where < 0.2) {
      const known = pick(random, sample);
      const q = random() < 0.3 ? `P${known.number}` : `${typed(known, random, pool)} ${known.written.birthDate ?? `P${known.number}`}`;
      return question(desk.others[i % desk.others.length], q, known, 'network');
    }
    const own = where < 0.6;
    const known = pick(random, own ? ofClub : sample);
    return question(own ? desk.club : desk.federation, text(known, random, pool, own), known, 'mine');
  });
}

const question = (by: Api, q: string, { number }: Known, scope: string): Question => ({
  by,
  path: `/v1/people/search?${new URLSearchParams({ q, scope, limit: '20' }).toString()}`,
  meant: `P${number}`,
});

/** The name as somebody at a desk types it: with the errors of a hand in a hurry, in either order. */
function typed({ person }: Known, random: () => number, pool: Population): string {
  const { firstName, lastName } = write(person, pool, random);
  return random() < 0.5 ? `${firstName} ${lastName}` : `${lastName} ${firstName}`;
}

function text(known: Known, random: () => number, pool: Population, contacts: boolean): string {
  const { firstName, lastName, birthDate, email, phone } = known.written;
  let at = random();
  const [kind] = asked.find(([, share]) => (at -= share) < 0) ?? asked[0];
  if (kind === 'last name') return lastName;
  if (kind === 'beginning') return `${firstName} ${lastName.slice(0, 4)}`;
  if (kind === 'birth date' && birthDate) return `${birthDate} ${lastName}`;
  if (kind === 'e-mail' && contacts && email) return email.slice(0, email.indexOf('@') + 1);
  if (kind === 'phone' && contacts && phone) return phone.slice(0, 9);
  if (kind === 'identifier') return `P${known.number}`;
  return typed(known, random, pool);
}

async function search(stack: Stack, desk: Desk, sample: readonly Known[]): Promise<Figures> {
  const all = questions(desk, sample, rate * (seconds + warmSeconds));
  let [answered, found] = [0, 0];
  const measured = await loaded(stack, 'search', rate, async (i) => {
    const { by, path, meant } = all[i];
    const { data } = await by.get<{ data: { number: string }[] }>(path);
    answered++;
    if (data.some(({ number }) => number === meant)) found++;
  });
  return { ...measured, searchFound: round(found / answered) };
}

/** An account at a desk of a club with many clients: the address, the name, the owner, and the letter that asks to activate it. */
const create = (stack: Stack, desk: Desk): Promise<Figures> => {
  const { people } = populate(createRate * (seconds + warmSeconds), 5);
  return loaded(stack, 'create', createRate, async (i) => {
    const { firstName, lastName, phone } = people[i];
    const email = `new.${i}@bench.example`;
    await desk.club.post('/v1/accounts', { firstName, lastName, email, phone, birthDate: '1985-06-07', createAnyway: true });
  });
};

/** Requests at a rate, with what each process used for them. */
async function loaded(stack: Stack, name: string, perSecond: number, send: (index: number) => Promise<void>): Promise<Figures> {
  let next = 0;
  let fault: Error | undefined;
  const one = (): Promise<void> =>
    send(next++).catch((error: Error) => {
      fault ??= error;
      throw error;
    });
  await openLoop(one, perSecond, warmSeconds);
  const before = usage(stack);
  const measured = await openLoop(one, perSecond, seconds);
  const used = usedBetween(before, usage(stack));
  if (fault !== undefined) console.log(`the first error of ${name}: ${fault.message}`);
  return {
    [`${name}P50Ms`]: round(measured.p50Ms),
    [`${name}P99Ms`]: round(measured.p99Ms),
    [`${name}Errors`]: measured.errors,
    [`${name}Requests`]: measured.requests,
    [`${name}CpuMs`]: Object.fromEntries(Object.entries(used).map(([process, ms]) => [process, round(ms / measured.requests)])),
  };
}

function usage(stack: Stack) {
  const names: ProcessName[] = [...services, 'postgres', 'nats'];
  const { user, system } = process.cpuUsage();
  return { ...processorTimes(Object.fromEntries(names.map((name) => [name, stack.pidOf(name)]))), load: (user + system) / 1000 };
}

async function measure(stack: Stack): Promise<boolean> {
  const started = performance.now();
  const desk = await makeDesk(stack);
  const sample = await load(stack.databaseUrl('identity'), { ...desk, people, clients });
  console.log(`${people} people loaded in ${Math.round((performance.now() - started) / 1000)} s`);
  const figures: Figures = { bench: 'search', people, clients };
  for (const part of parts) {
    const measured = part === 'search' ? await search(stack, desk, sample) : await create(stack, desk);
    const words = Object.entries(measured).map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`);
    console.log(`${part.padEnd(10)}${words.join(', ')}`);
    Object.assign(figures, measured);
  }
  const within = (Object.keys(goals) as (keyof typeof goals)[]).every((name) => Number(figures[name] ?? 0) <= goals[name]);
  const goalsMet = within && Object.entries(figures).every(([name, value]) => !name.endsWith('Errors') || value === 0);
  console.log(JSON.stringify({ ...figures, parts, goalsMet }));
  return goalsMet;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const stack = await startStack({
  dataDir: stateDirectory('bench-search'),
  fresh: true,
  env: { RATE_LIMIT_PER_MINUTE: '100000' }, // More than one organization may ask by default.
  ports: { gateway: 3940, identity: 3941, memberships: 3942, billing: 3943, imports: 3944, leads: 3945, postgres: 55_972, nats: 55_962 },
});
let met = false;
try {
  met = await measure(stack);
} finally {
  await stack.stop();
}
process.exit(met ? 0 : 1);
