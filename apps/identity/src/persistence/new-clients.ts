import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { KnownAccount, LetterLanguage } from '#contracts/identity/new-account';
import { derivedId, type Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { fullNameKey } from '../domain/comparable.js';
import type { NewOwner } from '../domain/new-account.js';

export interface NewClient {
  readonly accountId: Uuid;
  readonly personId: Uuid;
  readonly owner: NewOwner;
  readonly email: string | null;
  readonly gender: 'M' | 'F' | null;
  readonly language: LetterLanguage | null;
}

/** Clients of the organization whose owner goes by one of these names (ID-10): its own list and no other, by its index. */
export const clientsNamed = (em: EntityManager, organizationId: Uuid, nameKeys: readonly string[]): Promise<KnownAccount[]> =>
  query<KnownAccount>(
    em,
    `SELECT c.account_id AS "accountId", p.first_name || ' ' || p.last_name AS "ownerName"
     FROM clients c JOIN accounts a ON a.id = c.account_id JOIN people p ON p.id = a.owner_person_id
     WHERE c.organization_id = $1 AND c.owner_key = ANY ($2::text[]) AND c.archived_at IS NULL
     ORDER BY c.created_at, c.account_id LIMIT 20`,
    [organizationId, nameKeys],
  );

/** An account with its owner, as a client of the organization. Gives the client's id. */
export async function saveNewClient(em: EntityManager, organization: ActingOrganization, client: NewClient): Promise<Uuid> {
  const { id: organizationId, federationId } = organization;
  const { accountId, personId, owner } = client;
  const networkId = federationId ?? organizationId;
  const clientId = derivedId('client', organizationId, accountId);
  await savePerson(em, organization, client);
  await execute(em, `INSERT INTO accounts (id, network_id, owner_person_id, made_by) VALUES ($1, $2, $3, $4)`, [
    accountId,
    networkId,
    personId,
    organizationId,
  ]);
  await execute(em, `INSERT INTO clients (id, organization_id, account_id, owner_key) VALUES ($1, $2, $3, $4)`, [
    clientId,
    organizationId,
    accountId,
    fullNameKey(owner),
  ]);
  await execute(em, `INSERT INTO account_members (account_id, person_id, network_id) VALUES ($1, $2, $3)`, [
    accountId,
    personId,
    networkId,
  ]);
  return clientId;
}

/** A person nobody knew, with what the organization itself holds. Who stands alone is a network of its own. */
export async function savePerson(
  em: EntityManager,
  { id: organizationId, federationId }: ActingOrganization,
  { personId, owner, email, gender, language }: NewClient,
): Promise<void> {
  const networkId = federationId ?? organizationId;
  await execute(
    em,
    `INSERT INTO people (id, network_id, first_name, last_name, first_key, last_key, gender, birth_date, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [personId, networkId, owner.firstName, owner.lastName, owner.firstKey, owner.lastKey, gender, owner.birthDate, organizationId],
  );
  await execute(em, `INSERT INTO profiles (organization_id, person_id, phone, email, gender, language) VALUES ($1, $2, $3, $4, $5, $6)`, [
    organizationId,
    personId,
    owner.phone,
    email,
    gender,
    language,
  ]);
}
