import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { MemberSkillRecord, SkillChangeKind, SkillChangeRecord } from '#contracts/memberships/skills';
import { execute, query } from '#platform/database/sql';
import type { Held, Level } from '../domain/skill.js';

/*
 * Who has which skill, and what became of it.
 */

/** One change at a time of what somebody has at an organization. */
export const lockSkillsOf = (em: EntityManager, organizationId: Uuid, personId: Uuid) =>
  query(em, `SELECT pg_advisory_xact_lock(hashtextextended($1 || ':skills:' || $2, 0))`, [organizationId, personId]);

export interface WantedMemberSkills {
  readonly id?: Uuid;
  readonly personId?: Uuid;
  readonly personIds?: readonly Uuid[]; // Any of them.
  readonly skillId?: Uuid;
  readonly level?: string;
  readonly removed?: boolean;
  readonly afterEntry?: number;
  readonly limit: number;
}

interface MemberSkillRow extends Omit<MemberSkillRecord, 'level'> {
  readonly entry: number;
  readonly level: string | null;
  readonly levels: Level[];
}

/** In the order they were given. */
export async function findMemberSkills(
  em: EntityManager,
  organizationId: Uuid,
  wanted: WantedMemberSkills,
): Promise<{ entry: number; record: MemberSkillRecord }[]> {
  const rows = await query<MemberSkillRow>(
    em,
    `SELECT h.entry, h.id, h.person_id AS "personId", h.skill_id AS "skillId", s.names, s.levels, h.level, h.since,
       h.removed_on AS "removedOn", h.version
     FROM member_skills h JOIN skills s ON s.id = h.skill_id
     WHERE h.organization_id = $1 AND ($2::uuid IS NULL OR h.id = $2) AND ($3::uuid IS NULL OR h.person_id = $3)
       AND ($4::uuid IS NULL OR h.skill_id = $4) AND ($5::text IS NULL OR h.level = $5)
       AND ($6::boolean IS NULL OR (h.removed_on IS NOT NULL) = $6) AND ($7::bigint IS NULL OR h.entry > $7)
       AND ($9::uuid[] IS NULL OR h.person_id = ANY ($9)) ORDER BY h.entry LIMIT $8`,
    [
      organizationId,
      wanted.id ?? null,
      wanted.personId ?? null,
      wanted.skillId ?? null,
      wanted.level ?? null,
      wanted.removed ?? null,
      wanted.afterEntry ?? null,
      wanted.limit,
      wanted.personIds ?? null,
    ],
  );
  return rows.map(({ entry, levels, level: key, ...row }) => {
    const names = levels.find((level) => level.key === key)?.names ?? {}; // Of a level nobody has any more, only the key is left.
    return { entry, record: { ...row, level: key === null ? null : { key, names } } };
  });
}

export async function findMemberSkill(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<MemberSkillRecord | undefined> {
  const [found] = await findMemberSkills(em, organizationId, { id, limit: 1 });
  return found?.record;
}

/** False: the member has the skill already. */
export async function insertMemberSkill(
  em: EntityManager,
  {
    id,
    organizationId,
    personId,
    skillId,
    level,
    since,
  }: Held & { readonly id: Uuid; readonly organizationId: Uuid; readonly personId: Uuid },
): Promise<boolean> {
  const text = `INSERT INTO member_skills (id, organization_id, person_id, skill_id, level, since) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING`;
  return (await execute(em, text, [id, organizationId, personId, skillId, level, since])) > 0;
}

export async function hasSkill(em: EntityManager, organizationId: Uuid, personId: Uuid, skillId: Uuid): Promise<boolean> {
  return (await findMemberSkills(em, organizationId, { personId, skillId, removed: false, limit: 1 })).length > 0;
}

export const saveMemberSkill = (em: EntityManager, id: Uuid, { skillId, level, since, removedOn }: Held): Promise<number> =>
  execute(em, `UPDATE member_skills SET skill_id = $2, level = $3, since = $4, removed_on = $5, version = version + 1 WHERE id = $1`, [
    id,
    skillId,
    level,
    since,
    removedOn,
  ]);

/** Writes down what has just been changed, as it is now. */
export const writeSkillChange = (
  em: EntityManager,
  id: Uuid,
  { change, on, at, by }: { readonly change: SkillChangeKind; readonly on: LocalDate; readonly at: Date; readonly by: string },
): Promise<number> =>
  execute(
    em,
    `INSERT INTO member_skill_changes (organization_id, member_skill_id, version, change, skill_id, level, changed_on, changed_at, changed_by)
     SELECT organization_id, id, version, $2, skill_id, level, $3, $4, $5 FROM member_skills WHERE id = $1`,
    [id, change, on, at.toISOString(), by],
  );

/** The newest first. */
export async function findSkillChanges(
  em: EntityManager,
  organizationId: Uuid,
  { memberSkillId, before, limit }: { readonly memberSkillId: Uuid; readonly before?: number; readonly limit: number },
): Promise<{ version: number; record: SkillChangeRecord }[]> {
  const rows = await query<Omit<SkillChangeRecord, 'at'> & { version: number; at: Date }>(
    em,
    `SELECT c.version, c.change, c.skill_id AS "skillId", s.names, c.level, c.changed_on AS "on", c.changed_at AS at, c.changed_by AS by
     FROM member_skill_changes c JOIN skills s ON s.id = c.skill_id
     WHERE c.organization_id = $1 AND c.member_skill_id = $2 AND ($3::integer IS NULL OR c.version < $3)
     ORDER BY c.version DESC LIMIT $4`,
    [organizationId, memberSkillId, before ?? null, limit],
  );
  return rows.map(({ version, at, ...row }) => ({ version, record: { ...row, at: at.toISOString() } }));
}
