import type { EntityManager } from '@mikro-orm/postgresql';
import { isUUID } from 'class-validator';
import type { ServiceName } from '#contracts/caller';
import type { ErasureState, PersonErasure, PersonErasurePreview } from '#contracts/identity/person-erasures';
import type { Page } from '#contracts/message';
import type { ErasureObstacle } from '#contracts/platform/personal-data';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import type { Subject } from './subjects.js';

/** Who asked for it: an organization, or whoever signed in. */
export type ErasureAsker = { readonly organizationId: Uuid } | { readonly userId: Uuid };

/** An erasure as its flow carries it out. */
export interface ErasureToDo {
  readonly organizationId: Uuid | null;
  readonly userId: Uuid | null;
  readonly personId: Uuid;
  readonly subject: Subject;
  readonly everywhere: boolean;
  readonly state: ErasureState;
  readonly done: readonly ServiceName[];
}

/** As the eraser, all of them. */
export async function beginErasure(
  em: EntityManager,
  id: Uuid,
  asker: ErasureAsker,
  subject: Subject,
  { personId, everywhere, left }: PersonErasurePreview,
  at: Date,
): Promise<void> {
  const [organizationId, userId] = 'userId' in asker ? [null, asker.userId] : [asker.organizationId, null];
  const text = `INSERT INTO person_erasures (id, organization_id, user_id, person_id, person_ids, account_ids, user_ids, organization_ids, subject,
      everywhere, left_behind, requested_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING`;
  const { personIds, accountIds, userIds, organizationIds } = subject;
  const ids = [personIds, accountIds, userIds, organizationIds];
  await execute(em, text, [id, organizationId, userId, personId, ...ids, JSON.stringify(subject), everywhere, JSON.stringify(left), at]);
}

export async function erasureToDo(em: EntityManager, id: Uuid): Promise<ErasureToDo> {
  const text = `SELECT organization_id AS "organizationId", user_id AS "userId", person_id AS "personId", subject, everywhere, state, done
    FROM person_erasures WHERE id = $1`;
  const [found] = await query<ErasureToDo>(em, text, [id]);
  return found;
}

export async function erasedAt(em: EntityManager, id: Uuid, service: ServiceName): Promise<void> {
  await execute(em, `UPDATE person_erasures SET done = array_append(done, $2) WHERE id = $1 AND NOT $2 = ANY (done)`, [id, service]);
}

/** Says whether this was what ended it. */
export async function endErasure(
  em: EntityManager,
  id: Uuid,
  state: Exclude<ErasureState, 'running'>,
  obstacles: readonly ErasureObstacle[],
  at: Date,
): Promise<boolean> {
  const text = `UPDATE person_erasures SET state = $2, obstacles = $3, finished_at = $4 WHERE id = $1 AND state = 'running'`;
  return (await execute(em, text, [id, state, JSON.stringify(obstacles), at])) > 0;
}

export async function erasureRecord(em: EntityManager, asker: ErasureAsker, id: Uuid): Promise<PersonErasure> {
  const [row] = await query<ErasureRow>(em, `${columns} WHERE id = $1 AND ${ofAsker(asker, 2)}`, [id, idOf(asker)]);
  if (!row) throw new Missing('identity.no-such-erasure');
  return record(row);
}

export async function erasureRecords(
  em: EntityManager,
  asker: ErasureAsker,
  limit: number,
  after?: string,
  personId?: Uuid,
): Promise<Page<PersonErasure>> {
  const [at, before] = decodeCursor(after, 2) ?? [];
  if (before !== undefined && !(typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isUUID(before, 'all'))) throw new BadCursor();
  const text = `${columns} WHERE ${ofAsker(asker, 1)} AND ($2::uuid IS NULL OR (requested_at, id) < ($5::timestamptz, $2))
    AND ($3::uuid IS NULL OR person_id = $3) ORDER BY requested_at DESC, id DESC LIMIT $4`;
  const rows = await query<ErasureRow>(em, text, [idOf(asker), before ?? null, personId ?? null, limit + 1, at ?? null]);
  return pageOf(rows.map(record), limit, ({ requestedAt, id }) => [requestedAt, id]);
}

type ErasureRow = Omit<PersonErasure, 'requestedAt' | 'finishedAt'> & { requestedAt: Date; finishedAt: Date | null };

const columns = `SELECT id, person_id AS "personId", everywhere, state, done, obstacles, left_behind AS "left",
  requested_at AS "requestedAt", finished_at AS "finishedAt" FROM person_erasures`;

const record = ({ requestedAt, finishedAt, ...row }: ErasureRow): PersonErasure => ({
  ...row,
  requestedAt: requestedAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});

const idOf = (asker: ErasureAsker): Uuid => ('userId' in asker ? asker.userId : asker.organizationId);
const ofAsker = (asker: ErasureAsker, place: number): string => `${'userId' in asker ? 'user_id' : 'organization_id'} = $${place}`;
