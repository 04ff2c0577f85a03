import type { EntityManager } from '@mikro-orm/postgresql';
import type { Profile } from '#contracts/identity/accounts.query';
import type { DuplicateSearch, DuplicateState, PossibleDuplicate } from '#contracts/identity/possible-duplicates';
import type { MatchLanguage } from '#contracts/identity/find-similar-people.query';
import { derivedId, type Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import { probabilityOf, type Reason } from '../domain/matching/weigh.js';
import { personNumber } from './person-records.js';
import { similarityReason } from './similarity-reasons.js';

export interface FoundPair {
  readonly personId: Uuid;
  readonly otherId: Uuid;
  readonly score: number;
  readonly because: readonly Reason[];
  readonly certain: boolean;
}

/** Writes what a search found. What was decided to be two stays decided; what is known is only weighed anew. */
export function keepPairs(
  em: EntityManager,
  organizationId: Uuid,
  pairs: readonly FoundPair[],
  { version, at }: { version: number; at: Date },
): Promise<number> {
  const columns = {
    id: 'uuid',
    organization_id: 'uuid',
    person_id: 'uuid',
    other_id: 'uuid',
    score: 'int',
    because: 'jsonb',
    certain: 'boolean',
    model_version: 'int',
    found_at: 'timestamptz',
  };
  const rows = pairs.map((pair) => {
    const [personId, otherId] = [pair.personId, pair.otherId].sort();
    const id = derivedId('possible-duplicate', organizationId, personId, otherId);
    return [id, organizationId, personId, otherId, pair.score, pair.because, pair.certain, version, at];
  });
  const tail = `ON CONFLICT (organization_id, person_id, other_id) DO UPDATE
    SET score = excluded.score, because = excluded.because, certain = excluded.certain, model_version = excluded.model_version
    WHERE possible_duplicates.state IN ('open', 'later')`;
  return insertRows(em, 'possible_duplicates', columns, rows, tail);
}

/** Pairs as the organization may see them: shared fields, and its own profiles and accounts. */
export async function possibleDuplicates(
  em: EntityManager,
  organizationId: Uuid,
  { where, values, limit, language }: { where: string; values: readonly unknown[]; limit: number; language: MatchLanguage },
): Promise<PossibleDuplicate[]> {
  const text = `SELECT d.id, d.score, d.because, d.certain, ${stateNow} AS state, CASE WHEN ${stateNow} = 'later' THEN d.later_until END AS "laterUntil",
      d.found_at AS "foundAt", d.decided_at AS "decidedAt", d.decided_by AS "decidedBy", ${side('a', 'one')} AS one, ${side('b', 'other')} AS other
    FROM possible_duplicates d JOIN people a ON a.id = d.person_id JOIN people b ON b.id = d.other_id
      LEFT JOIN profiles one ON one.organization_id = $1 AND one.person_id = a.id LEFT JOIN profiles other ON other.organization_id = $1 AND other.person_id = b.id
    WHERE d.organization_id = $1 AND ${where} ORDER BY d.score DESC, d.id LIMIT ${limit}`;
  return (await query<DuplicateRow>(em, text, [organizationId, ...values])).map((row) => possibleDuplicate(row, language));
}

/** What was put off is open again when its time has come. */
export const stateNow = `CASE WHEN d.state = 'later' AND d.later_until <= now() THEN 'open' ELSE d.state END`;

const side = (person: string, profile: string): string => `json_build_object('personId', ${person}.id, 'number', ${person}.number,
  'firstName', ${person}.first_name, 'lastName', ${person}.last_name, 'birthDate', ${person}.birth_date,
  'accountIds', ARRAY(SELECT m.account_id FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
    WHERE m.person_id = ${person}.id ORDER BY m.account_id),
  'profile', CASE WHEN ${profile}.person_id IS NOT NULL THEN json_build_object('address', ${profile}.address, 'city', ${profile}.city,
    'province', ${profile}.province, 'postalCode', ${profile}.postal_code, 'country', ${profile}.country, 'phone', ${profile}.phone,
    'email', ${profile}.email, 'gender', ${profile}.gender) END)`;

interface Side {
  readonly personId: Uuid;
  readonly number: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string | null;
  readonly accountIds: Uuid[];
  readonly profile: Profile | null;
}

interface DuplicateRow {
  readonly id: Uuid;
  readonly score: number;
  readonly because: Reason[];
  readonly certain: boolean;
  readonly state: DuplicateState;
  readonly laterUntil: Date | null;
  readonly foundAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly one: Side;
  readonly other: Side;
}

function possibleDuplicate({ one, other, ...row }: DuplicateRow, language: MatchLanguage): PossibleDuplicate {
  const numbered = (person: Side) => ({ ...person, number: personNumber(person.number) });
  return {
    id: row.id,
    people: [numbered(one), numbered(other)],
    score: row.score / 100,
    probability: Math.round(probabilityOf(row.score) * 10_000) / 10_000,
    certain: row.certain,
    because: row.because.map((reason) => similarityReason(reason, language)),
    state: row.state,
    laterUntil: row.laterUntil?.toISOString() ?? null,
    foundAt: row.foundAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedBy,
  };
}

interface SearchRow {
  readonly id: Uuid;
  readonly looked: number;
  readonly found: number;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** The organization's own search, or nothing. */
export async function duplicateSearch(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<DuplicateSearch | undefined> {
  const text = `SELECT id, looked, found, started_at AS "startedAt", finished_at AS "finishedAt" FROM duplicate_searches WHERE organization_id = $1 AND id = $2`;
  const [row] = await query<SearchRow>(em, text, [organizationId, id]);
  if (!row) return undefined;
  const { startedAt, finishedAt, ...counts } = row;
  return {
    ...counts,
    state: finishedAt ? 'finished' : 'looking',
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
