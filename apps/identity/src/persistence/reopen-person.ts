import type { EntityManager } from '@mikro-orm/postgresql';
import type { ClientToJoin } from '#contracts/memberships/merges';
import { derivedId, type Uuid } from '#kernel/ids';
import { execute } from '#platform/database/sql';
import { undoChanges } from './merge-journal.js';

export interface Reopening {
  readonly mergeId: Uuid;
  readonly organizationId: Uuid; // That merged the two.
  readonly survivorId: Uuid;
  readonly closedId: Uuid;
  readonly clients: readonly ClientToJoin[];
  /** Surviving clients that something of what came later was left with. */
  readonly clientsInUse: readonly Uuid[];
  readonly at: Date;
  readonly by: string;
}

/**
 * Makes two people of one again (ID-24): what the merge changed goes back, what somebody changed since stays as it is. An organization that
 * did something with the survivor meanwhile goes on knowing the survivor. As the merger.
 */
export async function reopenPerson(em: EntityManager, reopening: Reopening): Promise<void> {
  const { mergeId, organizationId, survivorId, closedId, clients, clientsInUse, at, by } = reopening;
  const made = new Set(clients.map(({ toClientId }) => toClientId));
  await undoChanges(em, mergeId, (table, key) => table === 'clients' && made.has(key.id as Uuid));
  await execute(em, ownersBelong, [clients.map(({ toAccountId }) => toAccountId)]);
  await execute(em, ownerKeys, [[survivorId, closedId]]);
  await execute(em, unneeded, [mergeId, survivorId, clientsInUse]);
  await execute(em, profilesOfSurvivor, [mergeId, survivorId, closedId]);
  await execute(em, currentUsernames, [clients.map(({ fromAccountId }) => fromAccountId), closedId]);
  const [one, other] = [survivorId, closedId].sort();
  const id = derivedId('possible-duplicate', organizationId, one, other);
  await execute(em, notTheSame, [id, organizationId, one, other, at, by]);
}

/** Whoever came along and was given the account since goes back, and goes on owning it (ID-18). */
const ownersBelong = `INSERT INTO account_members (account_id, person_id, network_id)
  SELECT id, owner_person_id, network_id FROM accounts WHERE id = ANY ($1::uuid[]) AND owner_person_id IS NOT NULL ON CONFLICT DO NOTHING`;

/** A client is named as its owner is called, and somebody may have been renamed since (ID-3). */
const ownerKeys = `UPDATE clients c SET owner_key = p.first_key || ' ' || p.last_key FROM accounts a JOIN people p ON p.id = a.owner_person_id
  WHERE c.account_id = a.id AND p.id = ANY ($1::uuid[]) AND c.owner_key <> p.first_key || ' ' || p.last_key`;

const madeHere = `(SELECT (change -> 'key' ->> 'id')::uuid FROM merge_changes
  WHERE merge_id = $1 AND change ->> 'table' = 'clients' AND change ->> 'did' = 'made')`;

// Needed: something came later, or its organization came to know others in the account meanwhile.
const unneeded = `DELETE FROM clients c WHERE c.id IN ${madeHere} AND c.id <> ALL ($3::uuid[])
    AND NOT EXISTS (SELECT FROM account_members m JOIN profiles h ON h.person_id = m.person_id AND h.organization_id = c.organization_id
      WHERE m.account_id = c.account_id AND m.person_id <> $2)
    AND NOT EXISTS (SELECT FROM contacts o WHERE o.organization_id = c.organization_id AND o.account_id = c.account_id)`;

/** Whoever keeps a client of the survivor's keeps what it holds of the survivor: what it held of both as one. */
const profilesOfSurvivor = `INSERT INTO profiles (organization_id, person_id, address, city, province, postal_code, country, phone, email, gender, gender_undisclosed, language)
  SELECT h.organization_id, $2, h.address, h.city, h.province, h.postal_code, h.country, h.phone, h.email, h.gender, h.gender_undisclosed, h.language
  FROM clients c JOIN profiles h ON h.organization_id = c.organization_id AND h.person_id = $3 WHERE c.id IN ${madeHere} ON CONFLICT DO NOTHING`;

/** Somebody may have changed a username while the sign-in was put away (ID-17). */
const currentUsernames = `UPDATE account_sign_ins s SET username = u.email_key FROM users u
  WHERE u.id = s.user_id AND s.username <> u.email_key AND (s.account_id = ANY ($1::uuid[]) OR s.person_id = $2)`;

/** Whoever parts two says that they are two. */
const notTheSame = `INSERT INTO possible_duplicates (id, organization_id, person_id, other_id, score, because, certain, model_version, found_at, state,
    decided_at, decided_by)
  VALUES ($1, $2, $3, $4, 0, '[]', false, 0, $5, 'not-the-same', $5, $6)
  ON CONFLICT (organization_id, person_id, other_id) DO UPDATE SET state = 'not-the-same', later_until = NULL, decided_at = excluded.decided_at,
    decided_by = excluded.decided_by, version = possible_duplicates.version + 1`;
