import type { EntityManager } from '@mikro-orm/postgresql';
import type { ContactRecord, ContactType } from '#contracts/identity/contacts';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import type { ContactKept } from '../domain/contact.js';

const columns = `id, account_id AS "accountId", name, relationship, type, phones, email, address, city, province, postal_code AS "postalCode", country, version`;

export async function findContact(
  em: EntityManager,
  organizationId: Uuid,
  id: Uuid,
  lock: '' | 'FOR UPDATE' = '',
): Promise<ContactRecord | undefined> {
  const text = `SELECT ${columns} FROM contacts WHERE organization_id = $1 AND id = $2 ${lock}`;
  const [found] = await query<ContactRecord>(em, text, [organizationId, id]);
  return found;
}

/** The same where there must be one. */
export async function getContact(em: EntityManager, organizationId: Uuid, id: Uuid, lock: '' | 'FOR UPDATE' = ''): Promise<ContactRecord> {
  const contact = await findContact(em, organizationId, id, lock);
  if (!contact) throw new Missing('identity.no-such-contact');
  return contact;
}

export interface WantedContacts {
  readonly accountId: Uuid;
  readonly type?: ContactType;
  readonly after?: { readonly nameKey: string; readonly id: Uuid };
  readonly descending: boolean;
  readonly limit: number;
}

/** Contacts of one client by name, each with what the list is sorted by. */
export function contactsOf(
  em: EntityManager,
  organizationId: Uuid,
  { accountId, type, after, descending, limit }: WantedContacts,
): Promise<(ContactRecord & { nameKey: string })[]> {
  const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>'];
  return query(
    em,
    `SELECT ${columns}, name_key AS "nameKey" FROM contacts
     WHERE organization_id = $1 AND account_id = $2 AND ($3::text IS NULL OR type = $3)
       AND ($4::text IS NULL OR (name_key, id) ${beyond} ($4, $5::uuid))
     ORDER BY name_key ${direction}, id ${direction} LIMIT $6`,
    [organizationId, accountId, type ?? null, after?.nameKey ?? null, after?.id ?? null, limit],
  );
}

interface Kept extends ContactKept {
  readonly id: Uuid;
  readonly type: ContactType;
}

const valuesOf = ({ name, nameKey, relationship, type, phones, email, address, city, province, postalCode, country }: Kept) => [
  name,
  nameKey,
  relationship,
  type,
  JSON.stringify(phones),
  email,
  address,
  city,
  province,
  postalCode,
  country,
];
const kept = 'name, name_key, relationship, type, phones, email, address, city, province, postal_code, country';
const places = '$3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $13';

export async function insertContact(em: EntityManager, organizationId: Uuid, accountId: Uuid, contact: Kept): Promise<void> {
  const text = `INSERT INTO contacts (organization_id, id, ${kept}, account_id) VALUES ($1, $2, ${places}, $14)`;
  await execute(em, text, [organizationId, contact.id, ...valuesOf(contact), accountId]);
}

export async function saveContact(em: EntityManager, organizationId: Uuid, contact: Kept): Promise<void> {
  const text = `UPDATE contacts SET (${kept}) = ROW (${places}), version = version + 1 WHERE organization_id = $1 AND id = $2`;
  await execute(em, text, [organizationId, contact.id, ...valuesOf(contact)]);
}

export async function deleteContact(em: EntityManager, organizationId: Uuid, id: Uuid): Promise<ContactRecord | undefined> {
  const text = `DELETE FROM contacts WHERE organization_id = $1 AND id = $2 RETURNING ${columns}`;
  const [gone] = await query<ContactRecord>(em, text, [organizationId, id]);
  return gone;
}
