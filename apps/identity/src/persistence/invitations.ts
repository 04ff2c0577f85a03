import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { InvitationRecord } from '#contracts/identity/invitations';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { currentCaller } from '#platform/messaging/context';
import { IdentityConfig } from '../identity.config.js';
import { invitationLetter } from '../letters/invitation-letter.js';
import { languageOf } from './activations.js';
import { clientSettings } from './client-settings.js';
import { newSecret, secretHash } from './secret.js';

export interface Invited {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly personId: Uuid;
  readonly email: string;
  readonly language: LetterLanguage | null;
}

/** An invitation as rules need it, and whether it can still be answered. */
export interface StoredInvitation extends Invited {
  readonly organizationId: Uuid;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
  readonly answer: 'accepted' | 'refused' | null;
  readonly answeredAt: Date | null;
  readonly withdrawnAt: Date | null;
}

const dayMs = 86_400_000;

/** Invitations and their letters. A reminder replaces the link, of which the hash is kept. */
@Injectable()
export class Invitations {
  constructor(
    private readonly letters: Letters,
    private readonly clock: Clock,
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
  ) {}

  async send(em: EntityManager, organization: ActingOrganization, invited: Invited): Promise<InvitationRecord> {
    const now = this.clock.now();
    const { linkDays } = await clientSettings(em, organization.id);
    const expiresAt = new Date(now.getTime() + linkDays * dayMs);
    const token = newSecret('til');
    const { kind, id: callerId } = currentCaller();
    const { id, accountId, personId, email, language } = invited;
    await execute(em, save, [
      id,
      organization.id,
      accountId,
      personId,
      email,
      language,
      secretHash(token),
      `${kind}:${callerId}`,
      now,
      expiresAt,
    ]);
    await this.letters.add(em, {
      id: derivedId('letter', id, secretHash(token)),
      organizationId: organization.id,
      kind: 'invitation',
      about: accountId,
      to: email,
      from: organization.name,
      content: invitationLetter(language ?? languageOf(organization), {
        organizationName: organization.name,
        url: `${this.config.WEB_URL.replace(/\/$/, '')}/invitation#${token}`,
        expiresOn: todayIn(organization.timeZone, expiresAt),
      }),
      urgent: true,
    });
    const stored = {
      ...invited,
      organizationId: organization.id,
      invitedAt: now,
      expiresAt,
      answer: null,
      answeredAt: null,
      withdrawnAt: null,
    };
    return invitationRecord(stored, now);
  }
}

export async function invitationById(em: EntityManager, id: Uuid, lock: '' | 'FOR UPDATE' = ''): Promise<StoredInvitation | undefined> {
  const [found] = await query<StoredInvitation>(em, `${stored} WHERE id = $1 ${lock}`, [id]);
  return found;
}

export const invitationsOf = (em: EntityManager, organizationId: Uuid, after: Uuid | null, limit: number): Promise<StoredInvitation[]> =>
  query(em, `${stored} WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`, [organizationId, after, limit]);

/** The invitation behind a link that can be answered now, as the gatekeeper. */
export async function invitationByLink(em: EntityManager, token: string, now: Date): Promise<StoredInvitation | undefined> {
  const [found] = await query<StoredInvitation>(em, `${stored} WHERE token_hash = $1`, [secretHash(token)]);
  return found && stateOf(found, now) === 'waiting' ? found : undefined;
}

export function stateOf({ answer, withdrawnAt, expiresAt }: StoredInvitation, now: Date): InvitationRecord['state'] {
  if (answer) return answer;
  if (withdrawnAt) return 'withdrawn';
  return expiresAt <= now ? 'expired' : 'waiting';
}

export const invitationRecord = (invitation: StoredInvitation, now: Date): InvitationRecord => ({
  id: invitation.id,
  accountId: invitation.accountId,
  email: invitation.email,
  state: stateOf(invitation, now),
  invitedAt: invitation.invitedAt.toISOString(),
  expiresAt: invitation.expiresAt.toISOString(),
  answeredAt: invitation.answeredAt?.toISOString() ?? null,
});

const stored = `SELECT id, organization_id AS "organizationId", account_id AS "accountId", person_id AS "personId", email, language,
    invited_at AS "invitedAt", expires_at AS "expiresAt", answer, answered_at AS "answeredAt", withdrawn_at AS "withdrawnAt" FROM invitations`;

const save = `INSERT INTO invitations (id, organization_id, account_id, person_id, email, language, token_hash, invited_by, invited_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, invited_at = excluded.invited_at, expires_at = excluded.expires_at,
    answer = NULL, answered_at = NULL, withdrawn_at = NULL`;
