import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { derivedId, type Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

export interface NewCorporateAccount {
  readonly accountId: Uuid;
  readonly name: string;
  readonly email: string;
  readonly language: LetterLanguage | null;
}

/** An account that no person owns, as a client of the organization. Gives the client's id. */
export async function saveCorporateAccount(
  em: EntityManager,
  { id: organizationId, federationId }: ActingOrganization,
  { accountId, name, email, language }: NewCorporateAccount,
): Promise<Uuid> {
  const clientId = derivedId('client', organizationId, accountId);
  const account = [accountId, federationId ?? organizationId, name, organizationId];
  await execute(em, `INSERT INTO accounts (id, network_id, owner_label, made_by) VALUES ($1, $2, $3, $4)`, account);
  await execute(em, `INSERT INTO clients (id, organization_id, account_id) VALUES ($1, $2, $3)`, [clientId, organizationId, accountId]);
  const text = `INSERT INTO corporate_accounts (organization_id, account_id, email, language) VALUES ($1, $2, $3, $4)`;
  await execute(em, text, [organizationId, accountId, email, language]);
  return clientId;
}

export interface CorporateAccount {
  readonly name: string;
  readonly language: LetterLanguage | null;
  readonly version: number;
}

/** A corporate account that is about to be changed, locked until it is. */
export async function corporateAccount(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<CorporateAccount | undefined> {
  const text = `SELECT a.owner_label AS name, k.language, k.version FROM corporate_accounts k JOIN accounts a ON a.id = k.account_id
    WHERE k.organization_id = $1 AND k.account_id = $2 FOR UPDATE OF k`;
  const [found] = await query<CorporateAccount>(em, text, [organizationId, accountId]);
  return found;
}
