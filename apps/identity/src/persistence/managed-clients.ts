import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { ConsentState } from '#contracts/identity/invitations';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { savePerson, type NewClient } from './new-clients.js';

/** A client that is about to be changed, locked until it is. */
export async function clientToManage(
  em: EntityManager,
  organizationId: Uuid,
  accountId: Uuid,
): Promise<{ id: Uuid; consent: ConsentState } | undefined> {
  const text = `SELECT id, consent FROM clients WHERE organization_id = $1 AND account_id = $2 FOR UPDATE`;
  const [client] = await query<{ id: Uuid; consent: ConsentState }>(em, text, [organizationId, accountId]);
  return client;
}

/** Whether a member of the account that the organization sees goes by one of these names. */
export async function memberOf(em: EntityManager, accountId: Uuid, nameKeys: readonly string[]): Promise<boolean> {
  const text = `SELECT FROM account_members m JOIN people p ON p.id = m.person_id
    WHERE m.account_id = $1 AND p.first_key || ' ' || p.last_key = ANY ($2::text[]) LIMIT 1`;
  return (await query(em, text, [accountId, nameKeys])).length > 0;
}

/** A person nobody knew, as a member of an account. */
export async function saveNewMember(em: EntityManager, organization: ActingOrganization, member: NewClient): Promise<void> {
  const { accountId, personId } = member;
  await savePerson(em, organization, member);
  const text = `INSERT INTO account_members (account_id, person_id, network_id) VALUES ($1, $2, $3)`;
  await execute(em, text, [accountId, personId, organization.federationId ?? organization.id]);
}

/** Hides a client and what the organization holds of those it knows by no other client; or shows them again. */
export async function archiveClient(em: EntityManager, organizationId: Uuid, accountId: Uuid, at: Date | null): Promise<boolean> {
  const changed = await execute(em, setClient, [organizationId, accountId, at]);
  if (changed > 0) await execute(em, at ? hideProfiles : showProfiles, at ? [organizationId, accountId, at] : [organizationId, accountId]);
  return changed > 0;
}

const setClient = `UPDATE clients SET archived_at = $3
  WHERE organization_id = $1 AND account_id = $2 AND (archived_at IS NULL) = ($3::timestamptz IS NOT NULL)`;

const hideProfiles = `UPDATE profiles h SET archived_at = $3 FROM account_members m
  WHERE m.account_id = $2 AND h.organization_id = $1 AND h.person_id = m.person_id AND h.archived_at IS NULL
    AND NOT EXISTS (SELECT FROM account_members o JOIN clients c ON c.account_id = o.account_id AND c.organization_id = $1 AND c.archived_at IS NULL
      WHERE o.person_id = m.person_id AND o.account_id <> $2)`;

const showProfiles = `UPDATE profiles h SET archived_at = NULL FROM account_members m
  WHERE m.account_id = $2 AND h.organization_id = $1 AND h.person_id = m.person_id`;
