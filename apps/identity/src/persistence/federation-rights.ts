import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#contracts/caller';
import type { FederationRightsRecord } from '#contracts/identity/staff';
import { execute, query } from '#platform/database/sql';
import { onceAtATime } from './once-at-a-time.js';

/** How far a club lets the staff of its federation in: not at all while it never said anything. */
export async function federationRightsOf(em: EntityManager, clubId: Uuid, { lock = false } = {}): Promise<FederationRightsRecord> {
  if (lock) await onceAtATime(em, `federation-rights:${clubId}`);
  const text = `SELECT rights, version FROM federation_rights WHERE organization_id = $1`;
  const [found] = await query<FederationRightsRecord>(em, text, [clubId]);
  return found ?? { rights: [], version: 0 };
}

export async function keepFederationRights(
  em: EntityManager,
  clubId: Uuid,
  { rights, version }: FederationRightsRecord,
  at: Date,
): Promise<void> {
  const text = `INSERT INTO federation_rights (organization_id, rights, version, changed_at) VALUES ($1, $2, $3, $4)
    ON CONFLICT (organization_id) DO UPDATE SET rights = $2, version = $3, changed_at = $4`;
  await execute(em, text, [clubId, rights, version, at]);
}
