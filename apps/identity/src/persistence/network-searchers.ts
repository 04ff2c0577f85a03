import type { EntityManager } from '@mikro-orm/postgresql';
import type { NetworkSearchRecord } from '#contracts/identity/search-people';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

/** Whether the federation lets this organization search its network; not while it never said so. */
export async function networkSearchOf(em: EntityManager, organizationId: Uuid): Promise<NetworkSearchRecord> {
  const text = 'SELECT allowed, version FROM network_searchers WHERE organization_id = $1';
  const [row = { allowed: false, version: 0 }] = await query<Omit<NetworkSearchRecord, 'organizationId'>>(em, text, [organizationId]);
  return { organizationId, ...row };
}
