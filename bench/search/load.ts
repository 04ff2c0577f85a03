import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { nameKey } from '../../apps/identity/src/domain/comparable.js';
import {
  contactRowsOf,
  entryOf,
  nameRowsOf,
  wordRowsOf,
  wordsAmong,
  type Entry,
} from '../../apps/identity/src/persistence/search-entries.js';
import { populate, type Person } from '../matching/people.js';
import { chancesOfKnown, write, type Entry as Written } from '../matching/records.js';
import { randomFrom } from '../population.js';

/** Somebody the network knows, as they are kept. */
export interface Known {
  readonly number: number;
  readonly person: Person;
  readonly written: Written;
  readonly ofClub: boolean;
}

export interface Loaded {
  readonly networkId: Uuid;
  readonly clubId: Uuid;
  readonly people: number;
  readonly clients: number;
}

const perPart = 50_000;
const sampled = 10; // One in so many is searched for.
const firstNumber = 2_000_001;

type Cell = string | number | null;
type Rows = Record<string, Cell[][]>;

const columns: Record<string, string> = {
  people: 'id, network_id, number, first_name, last_name, first_key, last_key, gender, birth_date, made_by',
  accounts: 'id, network_id, owner_person_id, made_by',
  clients: 'id, organization_id, account_id, owner_key',
  account_members: 'account_id, person_id, network_id',
  profiles: 'organization_id, person_id, phone, email, gender',
  search_names: 'network_id, key, number',
  search_contacts: 'network_id, scope_id, value, number',
  search_entries: 'network_id, number, scope_id, terms, contacts',
};

/**
 * People of a network behind the product's back, and, as the service would have written it, what they are searched by: all of them in the
 * network's list, the first so many as clients of one club in its own. Gives some of them.
 */
export async function load(url: string, { networkId, clubId, people: count, clients }: Loaded): Promise<Known[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench' });
  await client.connect();
  try {
    await client.query('SET session_replication_role = replica'); // No triggers: rows are right as they are.
    await client.query('ALTER TABLE search_names DROP CONSTRAINT search_names_pkey');
    await client.query(`INSERT INTO search_networks (network_id, people_to, filled_at) VALUES ($1, NULL, now())`, [networkId]);
    const random = randomFrom(8);
    const sample: Known[] = [];
    const words = new Set<string>();
    let number = firstNumber;
    for (let from = 0; from < count; from += perPart) {
      const { people } = populate(Math.min(perPart, count - from), 1000 + from);
      const rows: Rows = Object.fromEntries(Object.keys(columns).map((table) => [table, []]));
      for (const person of people.slice(0, count - from)) {
        const written = write(person, { people }, random, chancesOfKnown);
        const ofClub = number - firstNumber < clients;
        add(rows, { number, person, written, ofClub }, networkId, clubId, words);
        if (number % sampled === 0) sample.push({ number, person, written, ofClub });
        number++;
      }
      for (const [table, its] of Object.entries(rows)) await copy(client, table, columns[table], its);
    }
    await copy(
      client,
      'search_words',
      'network_id, key, word',
      [...words].flatMap((word) => wordRowsOf(networkId, word)),
    );
    await client.query('ALTER TABLE search_names ADD PRIMARY KEY (network_id, key, number)');
    for (const table of [...Object.keys(columns), 'search_words']) await client.query(`VACUUM ANALYZE ${table}`);
    return sample;
  } finally {
    await client.end();
  }
}

function add(rows: Rows, { number, written, ofClub }: Known, networkId: Uuid, clubId: Uuid, words: Set<string>): void {
  const { firstName, lastName, gender, birthDate, email, phone } = written;
  const [firstKey, lastKey] = [nameKey(firstName), nameKey(lastName)];
  const id = newId();
  rows.people.push([id, networkId, number, firstName, lastName, firstKey, lastKey, gender, birthDate, clubId]);
  const person = { number, firstKey, lastKey, birthDate, archived: false };
  const entries: Entry[] = [entryOf({ ...person, scopeId: networkId, email: null, phone: null })];
  if (ofClub) {
    const accountId = newId();
    rows.accounts.push([accountId, networkId, id, clubId]);
    rows.clients.push([derivedId('client', clubId, accountId), clubId, accountId, `${firstKey} ${lastKey}`]);
    rows.account_members.push([accountId, id, networkId]);
    rows.profiles.push([clubId, id, phone, email, gender]);
    entries.push(entryOf({ ...person, scopeId: clubId, email: email?.toLowerCase() ?? null, phone }));
  }
  for (const entry of entries) {
    rows.search_names.push(...nameRowsOf(networkId, entry));
    rows.search_contacts.push(...contactRowsOf(networkId, entry));
    rows.search_entries.push([networkId, number, entry.scopeId, arrayOf(entry.terms), arrayOf(entry.contacts)]);
    for (const word of wordsAmong(entry.terms)) words.add(word);
  }
}

const arrayOf = (values: readonly string[]): string => `{${values.map((value) => `"${value}"`).join(',')}}`;

function copy(client: pg.Client, table: string, names: string, rows: readonly Cell[][]): Promise<void> {
  const lines = function* (): Generator<string> {
    for (const row of rows) yield `${row.map((value) => (value === null ? '\\N' : String(value))).join('\t')}\n`;
  };
  return pipeline(Readable.from(lines()), client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN`)));
}
