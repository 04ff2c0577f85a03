import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { secretHash } from './secret.js';

export interface ActivationLink {
  readonly id: Uuid;
  readonly organizationId: Uuid;
  readonly organizationName: string;
  readonly accountId: Uuid;
  readonly personId: Uuid | null; // Null: access to a corporate account (ID-7).
  readonly email: string;
  readonly firstName: string;
  readonly name: string;
  readonly expiresAt: Date;
}

/** The activation behind a link that works now, as the gatekeeper. Locked, so that a link is spent once. */
export async function activationLink(
  em: EntityManager,
  token: string,
  now: Date,
  lock: '' | 'FOR UPDATE OF r' = '',
): Promise<ActivationLink | undefined> {
  const text = `SELECT r.id, r.organization_id AS "organizationId", o.name AS "organizationName", r.account_id AS "accountId",
      r.person_id AS "personId", r.email, r.first_name AS "firstName", r.name, r.expires_at AS "expiresAt"
    FROM activations r JOIN organizations o ON o.id = r.organization_id
    WHERE r.token_hash = $1 AND r.used_at IS NULL AND r.voided_at IS NULL AND r.expires_at > $2 ${lock}`;
  const [link] = await query<ActivationLink>(em, text, [secretHash(token), now]);
  return link;
}

/** An organization as letters and rules need it, whoever asks: as the gatekeeper. */
export async function publicOrganization(em: EntityManager, id: Uuid): Promise<ActingOrganization | undefined> {
  const text = `SELECT id, kind, federation_id AS "federationId", name, currency, time_zone AS "timeZone", languages FROM organizations WHERE id = $1`;
  const [organization] = await query<ActingOrganization>(em, text, [id]);
  return organization;
}
