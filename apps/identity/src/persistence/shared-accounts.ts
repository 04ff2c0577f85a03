import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';

/*
 * What an organization sees of an account it did not make (ID-9): its owner from the invitation on, the other members by profiles
 * of its own that consent makes. As the introducer.
 */

export interface SharedOwner {
  readonly personId: Uuid;
  readonly ownerKey: string;
}

/** The owner of an account, as anybody in the network may know them. */
export async function ownerOf(em: EntityManager, accountId: Uuid): Promise<SharedOwner | undefined> {
  const text = `SELECT p.id AS "personId", p.first_key || ' ' || p.last_key AS "ownerKey"
    FROM accounts a JOIN people p ON p.id = a.owner_person_id WHERE a.id = $1`;
  const [owner] = await query<SharedOwner>(em, text, [accountId]);
  return owner;
}

/**
 * Lets the organization see the members of the account and the owner's address. What it held of them before it lost the consent
 * comes back; what it holds by now stays. The address is that of the organization that made the account, where it has none itself.
 */
export async function share(em: EntityManager, organizationId: Uuid, accountId: Uuid): Promise<void> {
  await execute(em, bringBack, [organizationId, accountId]);
  await execute(em, makeProfiles, [organizationId, accountId]);
  await execute(em, fillAddress, [organizationId, accountId]);
}

/**
 * Puts out of sight what the organization holds of members, but for the owner and for whom it knows by another account. The owner's
 * address goes if it is the one that consent brought.
 */
export async function unshare(em: EntityManager, organizationId: Uuid, accountId: Uuid, at: Date): Promise<void> {
  await execute(em, putAway, [organizationId, accountId, at]);
  await execute(em, takeAddressBack, [organizationId, accountId]);
}

const columns =
  'address, city, province, postal_code, country, phone, email, gender, gender_undisclosed, language, archived_at, edited_at, import_id, named_by, filled_at';

const bringBack = `WITH back AS (
    DELETE FROM withheld_profiles w USING account_members m
    WHERE w.organization_id = $1 AND m.account_id = $2 AND w.person_id = m.person_id RETURNING w.person_id, w.profile)
  INSERT INTO profiles (organization_id, person_id, ${columns})
  SELECT $1, b.person_id, ${columns
    .split(', ')
    .map((column) => `r.${column}`)
    .join(', ')}
  FROM back b, jsonb_to_record(b.profile) AS r (address text, city text, province text, postal_code text, country text, phone text, email text,
    gender text, gender_undisclosed boolean, language text, archived_at timestamptz, edited_at timestamptz, import_id uuid, named_by uuid, filled_at timestamptz)
  ON CONFLICT DO NOTHING`;

const makeProfiles = `INSERT INTO profiles (organization_id, person_id)
  SELECT $1, m.person_id FROM account_members m WHERE m.account_id = $2 ON CONFLICT DO NOTHING`;

// An address is one thing: its lines are filled together or not at all.
const fillAddress = `UPDATE profiles mine SET address = h.address, city = h.city, province = h.province, postal_code = h.postal_code,
    country = h.country, filled_at = now()
  FROM accounts a JOIN profiles h ON h.organization_id = a.made_by AND h.person_id = a.owner_person_id AND h.archived_at IS NULL
  WHERE a.id = $2 AND mine.organization_id = $1 AND mine.person_id = a.owner_person_id AND a.made_by <> $1
    AND num_nonnulls(mine.address, mine.city, mine.province, mine.postal_code, mine.country) = 0`;

const putAway = `WITH gone AS (
    DELETE FROM profiles h USING account_members m, accounts a
    WHERE m.account_id = $2 AND a.id = $2 AND h.organization_id = $1 AND h.person_id = m.person_id
      AND m.person_id IS DISTINCT FROM a.owner_person_id
      AND NOT EXISTS (SELECT FROM account_members o JOIN clients c ON c.account_id = o.account_id AND c.organization_id = $1
        WHERE o.person_id = m.person_id AND o.account_id <> $2 AND c.archived_at IS NULL AND c.consent = 'given')
    RETURNING h.person_id, to_jsonb(h) - 'organization_id' - 'person_id' - 'email_key' AS profile)
  INSERT INTO withheld_profiles (organization_id, person_id, profile, withheld_at) SELECT $1, person_id, profile, $3 FROM gone
  ON CONFLICT (organization_id, person_id) DO NOTHING`;

const lines = (of: string): string => ['address', 'city', 'province', 'postal_code', 'country'].map((line) => `${of}.${line}`).join(', ');

const takeAddressBack = `UPDATE profiles mine SET address = NULL, city = NULL, province = NULL, postal_code = NULL, country = NULL, filled_at = now()
  FROM accounts a JOIN profiles h ON h.organization_id = a.made_by AND h.person_id = a.owner_person_id
  WHERE a.id = $2 AND mine.organization_id = $1 AND mine.person_id = a.owner_person_id AND a.made_by <> $1
    AND (${lines('mine')}) IS NOT DISTINCT FROM (${lines('h')})`;
