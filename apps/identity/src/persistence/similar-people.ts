import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import { lookUpByIndex } from '#platform/database/plans';
import { query } from '#platform/database/sql';
import { birthNumber, lookupKeysOf } from '../domain/matching/blocking-keys.js';
import type { Portrait } from '../domain/matching/traits.js';

/** Somebody of the network who may be one of those asked about. Gender is for matching alone (ID-3). */
export interface Similar {
  readonly row: number;
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: LocalDate | null;
  readonly gender: 'M' | 'F' | null;
}

/** Everybody who shares a key with one of these, as the matcher: one question however many are asked about. `row` is the position. */
export async function findSimilar(em: EntityManager, networkId: Uuid, asked: readonly Portrait[]): Promise<Similar[]> {
  await lookUpByIndex(em);
  return query<Similar>(em, byKeys, [networkId, ...keyColumns(asked)]);
}

/**
 * The same, and whoever was born that day and has a name like it: also those whose keys are not written yet. Too much to read for
 * thousands, little for one. A statement of its own, whose plan is kept: somebody waits at a desk.
 */
export function findSimilarToOne(database: Database, networkId: Uuid, person: Portrait): Promise<Similar[]> {
  const name = `${person.lastKey} ${person.firstKey}`;
  const values = [networkId, ...keyColumns([person]), person.birthDate, name];
  return database.statement<Similar>(byKeysOrDay, values, { as: 'matcher', network: networkId, byIndex: true });
}

function keyColumns(asked: readonly Portrait[]): [number[], number[], number[]] {
  const columns: [number[], number[], number[]] = [[], [], []];
  for (const [row, person] of asked.entries()) {
    const born = birthNumber(person.birthDate);
    for (const key of lookupKeysOf(person)) {
      columns[0].push(row);
      columns[1].push(key);
      columns[2].push(born);
    }
  }
  return columns;
}

// As mayBeOneBirthDate: two parts agree, or day and month are exchanged.
const near = `(asked.born = 0 OR k.born = 0 OR k.born = asked.born
  OR (k.born / 10000 = asked.born / 10000)::int + (k.born / 100 % 100 = asked.born / 100 % 100)::int + (k.born % 100 = asked.born % 100)::int >= 2
  OR (k.born / 10000 = asked.born / 10000 AND k.born / 100 % 100 = asked.born % 100 AND k.born % 100 = asked.born / 100 % 100))`;

const found = `SELECT DISTINCT asked.row, k.number FROM unnest($2::int[], $3::int[], $4::int[]) AS asked (row, key, born)
    JOIN match_keys k ON k.network_id = $1 AND k.key = asked.key AND ${near}`;

const described = `SELECT found.row, p.id AS "personId", p.number, p.first_name AS "firstName", p.last_name AS "lastName",
    p.first_key AS "firstKey", p.last_key AS "lastKey", p.birth_date AS "birthDate", p.gender
  FROM found JOIN people p ON p.number = found.number AND p.network_id = $1 AND p.archived_at IS NULL`;

const byKeys = `WITH found AS MATERIALIZED (${found}) ${described}`;

// Names are alike by their trigrams; the day alone is found by the index, and similarity needs none.
const byKeysOrDay = `WITH found AS MATERIALIZED (${found}
    UNION SELECT 0, p.number FROM people p
    WHERE p.network_id = $1 AND p.birth_date = $5::date AND p.archived_at IS NULL AND similarity(p.last_key || ' ' || p.first_key, $6::text) >= 0.3)
  ${described}`;
