import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization, Uuid } from '#contracts/caller';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { LastOwner, OwnersOnly } from '../domain/rights.errors.js';
import { actingAdministrator } from '../access.js';

/** Who owns an organization: those of its administrators who say what others may do (ID-28). */
@Injectable()
export class Owners {
  constructor(private readonly database: Database) {}

  /** The acting organization, when whoever asks owns it. A key owns nothing. */
  async actingOrganization(): Promise<ActingOrganization> {
    const { kind, id, organization } = actingAdministrator();
    const owns = kind === 'user' && (await this.database.transaction((em) => query(em, ownership, [organization.id, id]))).length > 0;
    if (!owns) throw new OwnersOnly();
    return organization;
  }

  /** Refuses to go on when nobody else owns the organization. Others who would take an owner away meanwhile wait. */
  async refuseLast(em: EntityManager, organizationId: Uuid, leaving: Uuid): Promise<void> {
    const owners = await query<{ id: Uuid }>(em, lockedOwners, [organizationId]);
    if (owners.every(({ id }) => id === leaving)) throw new LastOwner();
  }

  async hasAny(em: EntityManager, organizationId: Uuid): Promise<boolean> {
    return (await query(em, `SELECT FROM grants WHERE organization_id = $1 AND owner LIMIT 1`, [organizationId])).length > 0;
  }
}

const ownership = `SELECT FROM grants WHERE organization_id = $1 AND user_id = $2 AND owner`;
const lockedOwners = `SELECT id FROM grants WHERE organization_id = $1 AND owner ORDER BY id FOR UPDATE`;
