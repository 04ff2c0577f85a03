import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientSettingsRecord } from '#contracts/identity/client-settings';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';

type Settings = Omit<ClientSettingsRecord, 'organizationId'>;

const untouched: Settings = { linkDays: 60, selfSignUp: true, version: 1 }; // ID-14

/** How an organization takes in clients; the defaults until somebody changed them. */
export async function clientSettings(em: EntityManager, organizationId: Uuid): Promise<ClientSettingsRecord> {
  const text = `SELECT link_days AS "linkDays", self_sign_up AS "selfSignUp", version FROM client_settings WHERE organization_id = $1`;
  const [row = untouched] = await query<Settings>(em, text, [organizationId]);
  return { organizationId, ...row };
}
