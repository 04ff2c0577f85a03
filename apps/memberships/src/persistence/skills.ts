import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { SkillRecord } from '#contracts/memberships/skills';
import { execute, query } from '#platform/database/sql';
import type { Level } from '../domain/skill.js';

/*
 * What an organization calls a skill.
 */

const columns = `id, names, levels, archived, version`;

export interface WantedSkills {
  readonly archived?: boolean;
  readonly afterEntry?: number;
  readonly limit: number;
}

/** In the order they were defined. */
export async function findSkills(
  em: EntityManager,
  organizationId: Uuid,
  wanted: WantedSkills,
): Promise<{ entry: number; record: SkillRecord }[]> {
  const rows = await query<SkillRecord & { entry: number }>(
    em,
    `SELECT entry, ${columns} FROM skills WHERE organization_id = $1 AND ($2::boolean IS NULL OR archived = $2)
       AND ($3::bigint IS NULL OR entry > $3) ORDER BY entry LIMIT $4`,
    [organizationId, wanted.archived ?? null, wanted.afterEntry ?? null, wanted.limit],
  );
  return rows.map(({ entry, ...record }) => ({ entry, record }));
}

/** One skill; `for`: held as it is until the transaction ends, to be given or to be changed. */
export async function findSkill(
  em: EntityManager,
  organizationId: Uuid,
  id: Uuid,
  { for: purpose }: { readonly for: 'reading' | 'giving' | 'changing' } = { for: 'reading' },
): Promise<SkillRecord | undefined> {
  const lock = { reading: '', giving: 'FOR SHARE', changing: 'FOR UPDATE' }[purpose];
  const [found] = await query<SkillRecord>(em, `SELECT ${columns} FROM skills WHERE organization_id = $1 AND id = $2 ${lock}`, [
    organizationId,
    id,
  ]);
  return found;
}

export async function insertSkill(
  em: EntityManager,
  organizationId: Uuid,
  { id, names, levels }: Omit<SkillRecord, 'archived' | 'version'>,
) {
  await execute(em, `INSERT INTO skills (id, organization_id, names, levels) VALUES ($1, $2, $3::jsonb, $4::jsonb)`, [
    id,
    organizationId,
    JSON.stringify(names),
    JSON.stringify(levels),
  ]);
}

export async function saveSkill(em: EntityManager, { id, names, levels, archived, version }: SkillRecord): Promise<void> {
  await execute(em, `UPDATE skills SET names = $2::jsonb, levels = $3::jsonb, archived = $4, version = $5 WHERE id = $1`, [
    id,
    JSON.stringify(names),
    JSON.stringify(levels),
    archived,
    version,
  ]);
}

/** Levels that members have and that are not among these. */
export async function levelsLost(em: EntityManager, organizationId: Uuid, skillId: Uuid, levels: readonly Level[]): Promise<string[]> {
  const rows = await query<{ level: string }>(
    em,
    `SELECT DISTINCT level FROM member_skills
     WHERE organization_id = $1 AND skill_id = $2 AND removed_on IS NULL AND level <> ALL ($3::text[]) ORDER BY level`,
    [organizationId, skillId, levels.map(({ key }) => key)],
  );
  return rows.map(({ level }) => level);
}
