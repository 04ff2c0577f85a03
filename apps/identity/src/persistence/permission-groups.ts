import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import type { PermissionGroupRecord } from '#contracts/identity/permission-groups';
import type { Right } from '#kernel/rights';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { GroupNameTaken, UnknownGroup } from '../domain/rights.errors.js';
import { onceAtATime } from './once-at-a-time.js';

export interface PermissionGroup {
  readonly id: Uuid;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly clubRights: readonly Right[];
  readonly version: number;
}

/** The permission groups of organizations, and who belongs to them. */
@Injectable()
export class PermissionGroups {
  async get(em: EntityManager, organizationId: Uuid, id: Uuid, { lock = false } = {}): Promise<PermissionGroupRecord> {
    if (lock) await execute(em, `SELECT FROM permission_groups WHERE id = $1 FOR UPDATE`, [id]);
    const [group] = await query<PermissionGroupRecord>(em, `${records} AND p.id = $2`, [organizationId, id]);
    if (!group) throw new Missing('identity.no-such-permission-group');
    return group;
  }

  list(
    em: EntityManager,
    organizationId: Uuid,
    filter: { right?: Right; afterName?: string; afterId?: Uuid; descending: boolean; limit: number },
  ): Promise<PermissionGroupRecord[]> {
    const { right, afterName, afterId, descending, limit } = filter;
    const [than, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
    const text = `${records} AND ($2::text IS NULL OR $2 = ANY (p.rights) OR $2 = ANY (p.club_rights))
      AND ($3::text IS NULL OR (p.name, p.id) ${than} ($3, $4::uuid)) ORDER BY p.name ${order}, p.id ${order} LIMIT $5`;
    return query(em, text, [organizationId, right ?? null, afterName ?? null, afterId ?? null, limit]);
  }

  async insert(em: EntityManager, organizationId: Uuid, { id, name, rights, clubRights }: PermissionGroup, at: Date): Promise<void> {
    await this.refuseTaken(em, organizationId, name, id);
    const text = `INSERT INTO permission_groups (id, organization_id, name, rights, club_rights, version, created_at)
      VALUES ($1, $2, $3, $4, $5, 1, $6)`;
    await execute(em, text, [id, organizationId, name, rights, clubRights, at]);
  }

  async update(em: EntityManager, organizationId: Uuid, { id, name, rights, clubRights, version }: PermissionGroup): Promise<void> {
    await this.refuseTaken(em, organizationId, name, id);
    const text = `UPDATE permission_groups SET name = $2, rights = $3, club_rights = $4, version = $5 WHERE id = $1`;
    await execute(em, text, [id, name, rights, clubRights, version]);
  }

  /** Whoever belonged to it does no longer. */
  async delete(em: EntityManager, id: Uuid): Promise<void> {
    await execute(em, `DELETE FROM permission_group_members WHERE group_id = $1`, [id]);
    await execute(em, `DELETE FROM permission_groups WHERE id = $1`, [id]);
  }

  /** The groups of users, by the user's id in the organization. */
  async of(em: EntityManager, grantIds: readonly Uuid[]): Promise<Map<Uuid, Uuid[]>> {
    const text = `SELECT grant_id, array_agg(group_id ORDER BY group_id) AS groups FROM permission_group_members
      WHERE grant_id = ANY ($1::uuid[]) GROUP BY grant_id`;
    const rows = await query<{ grant_id: Uuid; groups: Uuid[] }>(em, text, [grantIds]);
    return new Map(rows.map(({ grant_id, groups }) => [grant_id, groups]));
  }

  /** A user belongs to these groups and to no other. */
  async assign(em: EntityManager, organizationId: Uuid, grantId: Uuid, groupIds: readonly Uuid[]): Promise<void> {
    await execute(em, `DELETE FROM permission_group_members WHERE grant_id = $1`, [grantId]);
    const text = `INSERT INTO permission_group_members (grant_id, group_id, organization_id)
      SELECT $1, id, organization_id FROM permission_groups WHERE organization_id = $2 AND id = ANY ($3::uuid[])`;
    if ((await execute(em, text, [grantId, organizationId, groupIds])) !== groupIds.length) throw new UnknownGroup();
  }

  private async refuseTaken(em: EntityManager, organizationId: Uuid, name: string, but: Uuid): Promise<void> {
    await onceAtATime(em, `permission-group:${organizationId}:${name.toLowerCase()}`);
    const text = `SELECT FROM permission_groups WHERE organization_id = $1 AND lower(name) = lower($2) AND id <> $3`;
    if ((await query(em, text, [organizationId, name, but])).length > 0) throw new GroupNameTaken();
  }
}

const records = `SELECT p.id, p.name, p.rights, p.club_rights AS "clubRights", p.version, p.created_at AS "createdAt",
    (SELECT count(*)::int FROM permission_group_members m WHERE m.group_id = p.id) AS users
  FROM permission_groups p WHERE p.organization_id = $1`;
