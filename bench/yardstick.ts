import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Somebody } from './population.js';

/** What the database alone did with a file, in seconds. `check` is validation and match, the rest writes. */
export interface YardstickResult {
  seconds: number;
  checkSeconds: number;
  steps: Record<string, number>;
  checksum: Record<string, string | number>;
}

const sections = new Map(
  readFileSync('bench/yardstick.sql', 'utf8')
    .split(/^-- @/m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')).trim(), section.slice(section.indexOf('\n') + 1)] as const),
);
const sql = (section: string): string => {
  const text = sections.get(section);
  if (text === undefined) throw new Error(`bench/yardstick.sql has no section @${section}`);
  return text;
};

export interface YardstickMembership {
  name: string;
  sellingMinor: number;
  originalMinor: number;
}

/** A database with the people a federation knows before the import; each measured run starts from a copy of it. */
export async function seedYardstick(
  adminUrl: string,
  known: readonly Somebody[],
  memberships: readonly YardstickMembership[],
): Promise<void> {
  await admin(
    adminUrl,
    'DROP DATABASE IF EXISTS yardstick_run',
    'DROP DATABASE IF EXISTS yardstick_seed',
    'CREATE DATABASE yardstick_seed',
  );
  await connected(withDatabase(adminUrl, 'yardstick_seed'), async (client) => {
    await client.query(sql('schema'));
    await client.query(
      'INSERT INTO membership_type SELECT * FROM unnest($1::int[], $2::int[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[])',
      [
        memberships.map((_, index) => index),
        memberships.map(() => 1),
        memberships.map(({ name }) => name),
        memberships.map(({ sellingMinor }) => sellingMinor),
        memberships.map(({ originalMinor }) => originalMinor),
        memberships.map(() => 0),
        memberships.map(() => 120),
      ],
    );
    await client.query('CREATE TEMP TABLE known(first_name text, last_name text, gender char(1), birthday date)');
    await copy(
      client,
      'COPY known FROM STDIN',
      known.map(({ firstName, lastName, gender, birthDate }) => `${firstName}\t${lastName}\t${gender}\t${birthDate}\n`),
    );
    await client.query(`
      INSERT INTO person(federation_id, first_name, last_name, gender, birthday, email, phone, street, zip, city, province, country, match_key)
      SELECT 1, first_name, last_name, gender, birthday, 'p' || n || '@example.org', '514555' || n, 'rue ' || n % 200, 'H0H 0H0', 'Laval', 'QC', 'Canada',
        md5(norm(first_name) || '|' || norm(last_name) || '|' || gender || '|' || to_char(birthday, 'MM/DD/YYYY'))::uuid
      FROM (SELECT *, row_number() OVER () n FROM known) numbered;
      INSERT INTO account(owner_id) SELECT id FROM person;
      INSERT INTO account_member(account_id, person_id) SELECT id, owner_id FROM account;
      INSERT INTO membership(person_id, club_id, type_id, starts, ends)
        SELECT id, id % 12, id % (SELECT count(*) FROM membership_type), '2025-09-01', '2026-08-31' FROM person;`);
    await client.query('VACUUM ANALYZE');
  });
}

/** Runs the whole import as set-based SQL in one transaction, on a fresh copy of the seeded database. */
export async function runYardstick(adminUrl: string, csv: string): Promise<YardstickResult> {
  await admin(
    adminUrl,
    'DROP DATABASE IF EXISTS yardstick_run',
    'CREATE DATABASE yardstick_run TEMPLATE yardstick_seed STRATEGY file_copy',
    'CHECKPOINT',
  );
  const result = await connected(withDatabase(adminUrl, 'yardstick_run'), async (client) => {
    const steps: Record<string, number> = {};
    const timed = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const started = performance.now();
      await work();
      steps[name] = (performance.now() - started) / 1000;
    };
    const columns =
      'first_name,last_name,street,city,province,zip,country,phone,gender,email,amilia_id,birthday,membership,expires,owner_first,owner_last,owner_gender,owner_email';
    await client.query('BEGIN');
    await timed('stage', async () => {
      await copy(client, `COPY staging(${columns}) FROM STDIN WITH (FORMAT csv, HEADER true, FORCE_NOT_NULL (${columns}))`, [csv]);
      await client.query('ANALYZE staging');
    });
    for (const section of ['validate', 'match', 'decide', 'people', 'memberships', 'invoices', 'outbox']) {
      await timed(section, () => client.query(sql(section)));
    }
    await timed('commit', () => client.query('COMMIT'));
    const { rows } = await client.query<Record<string, string | number>>(sql('check'));
    const seconds = Object.values(steps).reduce((sum, step) => sum + step, 0);
    return { seconds, checkSeconds: steps.stage + steps.validate + steps.match, steps, checksum: rows[0] };
  });
  await admin(adminUrl, 'DROP DATABASE yardstick_run');
  return result;
}

const copy = (client: pg.Client, command: string, pieces: string[]): Promise<void> =>
  pipeline(Readable.from(pieces), client.query(copyFrom(command)));

const withDatabase = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).toString();

const admin = (url: string, ...commands: string[]): Promise<void> =>
  connected(url, async (client) => {
    for (const command of commands) await client.query(command);
  });

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
