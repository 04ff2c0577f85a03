import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import type { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { contactKeys, type Contact } from '../domain/matching/contact-keys.js';

/** What one organization itself holds of a person, as matching compares it. */
export interface Held {
  readonly known: boolean;
  readonly contact: ReturnType<typeof contactKeys>;
  readonly gender: 'M' | 'F' | null;
  readonly accountIds: readonly Uuid[];
}

export const unheld: Held = { known: false, contact: { email: null, phone: null, address: null }, gender: null, accountIds: [] };

/** The organization's own profiles of these people, and its accounts they are members of. Nobody else's, by the policies and by the question. */
export async function heldBy(em: EntityManager, organizationId: Uuid, personIds: readonly Uuid[]): Promise<Map<Uuid, Held>> {
  return personIds.length === 0 ? new Map() : byPerson(await query<HeldRow>(em, held, [organizationId, personIds]));
}

/** The same of a few, as a statement of its own, whose plan is kept. */
export async function heldByOne(database: Database, organizationId: Uuid, personIds: readonly Uuid[]): Promise<Map<Uuid, Held>> {
  if (personIds.length === 0) return new Map();
  return byPerson(await database.statement<HeldRow>(held, [organizationId, personIds], { byIndex: true }));
}

type HeldRow = Contact & { readonly personId: Uuid; readonly gender: 'M' | 'F' | null; readonly accountIds: Uuid[] };

function byPerson(rows: readonly HeldRow[]): Map<Uuid, Held> {
  return new Map(
    rows.map(({ personId, gender, accountIds, ...contact }) => [
      personId,
      { known: true, contact: contactKeys(contact), gender, accountIds },
    ]),
  );
}

const held = `
  SELECT h.person_id AS "personId", h.email, h.phone, h.address, h.city, h.postal_code AS "postalCode", h.gender,
    ARRAY(SELECT m.account_id FROM account_members m JOIN clients c ON c.account_id = m.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
      WHERE m.person_id = h.person_id) AS "accountIds"
  FROM profiles h WHERE h.organization_id = $1 AND h.person_id = ANY ($2::uuid[]) AND h.archived_at IS NULL`;
