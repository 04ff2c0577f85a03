import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { todayIn } from '#kernel/dates';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, insertRows } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { currentCaller } from '#platform/messaging/context';
import { IdentityConfig } from '../identity.config.js';
import { activationLetter } from '../letters/activation-letter.js';
import { clientSettings } from './client-settings.js';
import { newSecret, secretHash } from './secret.js';

/** Who is asked to activate a sign-in to which account. */
export interface ToActivate {
  readonly accountId: Uuid;
  readonly personId: Uuid | null; // Null: access to a corporate account (ID-7).
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly language: LetterLanguage | null; // The organization's own when null.
}

const dayMs = 86_400_000;

/** Requests to activate (ID-12, ID-13, ID-14): each a link in a letter, of which the hash is kept; a newer one voids the earlier. */
@Injectable()
export class Activations {
  constructor(
    private readonly letters: Letters,
    private readonly clock: Clock,
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
  ) {}

  async request(em: EntityManager, organization: ActingOrganization, asked: readonly ToActivate[]): Promise<Uuid[]> {
    if (asked.length === 0) return [];
    const now = this.clock.now();
    const { linkDays } = await clientSettings(em, organization.id);
    const expiresAt = new Date(now.getTime() + linkDays * dayMs);
    const { kind, id } = currentCaller();
    const requests = asked.map((each) => ({ ...each, id: newId(now.getTime()), token: newSecret('tal') }));
    const ids = [requests.map(({ accountId }) => accountId), requests.map(({ personId }) => personId)];
    await execute(em, voidEarlier, [organization.id, now, ...ids]);
    await insertRows(
      em,
      'activations',
      columns,
      requests.map((request) => [
        request.id,
        organization.id,
        request.accountId,
        request.personId,
        request.email,
        request.firstName,
        `${request.firstName} ${request.lastName}`.trim(),
        secretHash(request.token),
        `${kind}:${id}`,
        now,
        expiresAt,
      ]),
    );
    const expiresOn = todayIn(organization.timeZone, expiresAt);
    const letters = requests.map(({ id: requestId, accountId, email, firstName, language, token }) => ({
      id: derivedId('letter', requestId),
      organizationId: organization.id,
      kind: 'activation',
      about: accountId,
      to: email,
      from: organization.name,
      content: activationLetter(language ?? languageOf(organization), {
        organizationName: organization.name,
        firstName,
        url: `${this.config.WEB_URL.replace(/\/$/, '')}/activate#${token}`, // What follows # is sent to no server.
        expiresOn,
      }),
      urgent: asked.length === 1,
    }));
    await this.letters.add(em, ...letters);
    return requests.map(({ id: requestId }) => requestId);
  }
}

/** The first language of an organization that letters are written in. */
export function languageOf({ languages }: Pick<ActingOrganization, 'languages'>): LetterLanguage {
  const [first] = languages;
  return first === 'fr' || first === 'nl' ? first : 'en';
}

const voidEarlier = `UPDATE activations a SET voided_at = $2 FROM unnest($3::uuid[], $4::uuid[]) AS asked (account_id, person_id)
  WHERE a.organization_id = $1 AND a.account_id = asked.account_id AND a.person_id = asked.person_id AND a.used_at IS NULL AND a.voided_at IS NULL`;

const columns = {
  id: 'uuid',
  organization_id: 'uuid',
  account_id: 'uuid',
  person_id: 'uuid',
  email: 'text',
  first_name: 'text',
  name: 'text',
  token_hash: 'text',
  requested_by: 'text',
  requested_at: 'timestamptz',
  expires_at: 'timestamptz',
};
