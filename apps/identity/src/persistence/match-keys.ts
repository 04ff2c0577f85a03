import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import { birthNumber, keysOf } from '../domain/matching/blocking-keys.js';
import { portrait } from '../domain/matching/traits.js';

/** What keys are made of. */
export interface Keyable {
  readonly number: number;
  readonly firstKey: string;
  readonly lastKey: string;
  readonly birthDate: LocalDate | null;
}

/** Every key of these people, as rows of `match_keys`. */
export const keyRowsOf = (networkId: Uuid, people: readonly Keyable[]): [Uuid, number, number, number][] =>
  people.flatMap((person) =>
    keysOf(portrait({ ...person, gender: null })).map((key): [Uuid, number, number, number] => [
      networkId,
      key,
      person.number,
      birthNumber(person.birthDate),
    ]),
  );

/** Writes the keys of everybody queued in this network, at most so many. Says how many there were. As the matcher. */
export async function keyQueued(em: EntityManager, networkId: Uuid, most: number): Promise<number> {
  const queued = await query<Queued>(em, takeQueued, [networkId, most]);
  if (queued.length === 0) return 0;
  const before = queued.filter(({ oldLastKey }) => oldLastKey !== null);
  const outdated = keyRowsOf(
    networkId,
    before.map(({ number, oldFirstKey, oldLastKey, oldBirthDate }) => ({
      number,
      firstKey: oldFirstKey ?? '',
      lastKey: oldLastKey ?? '',
      birthDate: oldBirthDate,
    })),
  );
  if (outdated.length > 0) {
    const text = `DELETE FROM match_keys m USING unnest($2::int[], $3::bigint[]) AS old (key, number) WHERE m.network_id = $1 AND m.key = old.key AND m.number = old.number`;
    await execute(em, text, [networkId, outdated.map(([, key]) => key), outdated.map(([, , number]) => number)]);
  }
  await writeKeys(em, networkId, [...new Map(queued.map((person) => [person.number, person])).values()]);
  return queued.length;
}

/** Writes the keys of people from this number on, who were there before the network entered. Gives the last number, or undefined at the end. */
export async function keyFrom(em: EntityManager, networkId: Uuid, after: number, most: number): Promise<number | undefined> {
  const people = await query<Keyable>(
    em,
    `SELECT number, first_key AS "firstKey", last_key AS "lastKey", birth_date AS "birthDate" FROM people
     WHERE network_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
    [networkId, after, most],
  );
  await writeKeys(em, networkId, people);
  return people.at(-1)?.number;
}

async function writeKeys(em: EntityManager, networkId: Uuid, people: readonly Keyable[]): Promise<void> {
  const columns = { network_id: 'uuid', key: 'int', number: 'bigint', born: 'int' };
  const tail = 'ON CONFLICT (network_id, key, number) DO UPDATE SET born = excluded.born WHERE match_keys.born <> excluded.born';
  await insertRows(em, 'match_keys', columns, keyRowsOf(networkId, people), tail);
}

interface Queued extends Keyable {
  readonly oldFirstKey: string | null;
  readonly oldLastKey: string | null;
  readonly oldBirthDate: LocalDate | null;
}

const takeQueued = `
  WITH taken AS (
    DELETE FROM people_to_key WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM people_to_key WHERE network_id = $1 ORDER BY queued_at LIMIT $2 FOR UPDATE SKIP LOCKED))
    RETURNING person_id, first_key, last_key, birth_date)
  SELECT p.number, p.first_key AS "firstKey", p.last_key AS "lastKey", p.birth_date AS "birthDate",
    taken.first_key AS "oldFirstKey", taken.last_key AS "oldLastKey", taken.birth_date AS "oldBirthDate"
  FROM taken JOIN people p ON p.id = taken.person_id`;
