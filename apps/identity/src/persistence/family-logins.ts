import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { FamilyLoginRecord } from '#contracts/identity/family-logins';
import type { LetterLanguage } from '#contracts/identity/new-account';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute, query } from '#platform/database/sql';
import { Letters } from '#platform/mail/letters';
import { LettersSlowed, SignsInAlready } from '../domain/family-login.errors.js';
import { invitationState, lastsUntil } from '../domain/family-login.js';
import { IdentityConfig } from '../identity.config.js';
import { familyLetter } from '../letters/family-letter.js';
import { writerOfSignIns } from '../letters/sign-in-letters.js';
import { emailKeyOf } from './access.entity.js';
import { AskedLetters } from './asked-letters.js';
import { newSecret, secretHash } from './secret.js';

export interface FamilyMember {
  readonly accountId: Uuid;
  readonly personId: Uuid;
  readonly firstName: string;
  readonly lastName: string;
}

export interface FamilyInvitation {
  readonly id: Uuid;
  readonly accountId: Uuid;
  readonly personId: Uuid;
  readonly email: string;
  readonly emailKey: string;
  readonly name: string;
  readonly invitedBy: Uuid;
  readonly invitedAt: Date;
  readonly expiresAt: Date;
}

/** Invitations to log in to the account of one's family (ID-21). As the gatekeeper. */
@Injectable()
export class FamilyLogins {
  constructor(
    private readonly letters: Letters,
    private readonly asked: AskedLetters,
    private readonly clock: Clock,
    @Inject(IdentityConfig) private readonly config: IdentityConfig,
  ) {}

  /** Writes to a member who does not sign in yet. An earlier link works no more. */
  async invite(
    em: EntityManager,
    by: { readonly userId: Uuid; readonly ownerName: string },
    { accountId, personId, firstName, lastName }: FamilyMember,
    { email, language }: { readonly email: string; readonly language: LetterLanguage },
  ): Promise<FamilyLoginRecord> {
    const [now, emailKey] = [this.clock.now(), emailKeyOf(email)];
    if ((await query(em, signsIn, [accountId, personId, emailKey])).length > 0) throw new SignsInAlready();
    if (!(await this.asked.mayLeave(em, 'family-login', emailKey))) throw new LettersSlowed();
    const [id, token, expiresAt] = [newId(now.getTime()), newSecret('tfl'), lastsUntil(now)];
    await this.void(em, accountId, personId);
    const name = `${firstName} ${lastName}`;
    await execute(em, save, [id, accountId, personId, email, emailKey, name, secretHash(token), by.userId, now, expiresAt]);
    await this.letters.add(em, {
      id: derivedId('letter', id),
      organizationId: null,
      kind: 'family-login',
      about: null,
      to: email,
      from: writerOfSignIns,
      content: familyLetter(language, {
        ownerName: by.ownerName,
        firstName,
        url: `${this.config.WEB_URL.replace(/\/$/, '')}/family#${token}`,
        expiresOn: expiresAt.toISOString().slice(0, 10),
      }),
      urgent: true,
    });
    const [invitedAt, until] = [now.toISOString(), expiresAt.toISOString()];
    return { accountId, personId, firstName, lastName, email, state: 'waiting', invitedAt, expiresAt: until };
  }

  /** The invitation behind a link that works now; held, so that it is accepted once. */
  async byLink(em: EntityManager, token: string, lock: '' | 'FOR UPDATE' = ''): Promise<FamilyInvitation | undefined> {
    const text = `${invitation} WHERE token_hash = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL ${lock}`;
    const [found] = await query<FamilyInvitation>(em, text, [secretHash(token)]);
    return found && invitationState(found, this.clock.now()) === 'waiting' ? found : undefined;
  }

  /** Lets a sign-in in, and spends the link. */
  async accept(em: EntityManager, { id, accountId, personId }: FamilyInvitation, user: { id: Uuid; emailKey: string }): Promise<void> {
    const now = this.clock.now();
    const added = await execute(em, letIn, [accountId, personId, user.id, user.emailKey, now]);
    if (added === 0) throw new SignsInAlready();
    await execute(em, `UPDATE family_invitations SET accepted_at = $2 WHERE id = $1`, [id, now]);
  }

  /** Voids what is waiting for a member. */
  void(em: EntityManager, accountId: Uuid, personId: Uuid): Promise<number> {
    return execute(em, voidOpen, [accountId, personId, this.clock.now()]);
  }
}

const signsIn = `SELECT FROM account_sign_ins WHERE account_id = $1 AND (person_id = $2 OR username = $3) LIMIT 1`;

const save = `INSERT INTO family_invitations (id, account_id, person_id, email, email_key, name, token_hash, invited_by, invited_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const invitation = `SELECT id, account_id AS "accountId", person_id AS "personId", email, email_key AS "emailKey", name, invited_by AS "invitedBy",
    invited_at AS "invitedAt", expires_at AS "expiresAt" FROM family_invitations`;

const letIn = `INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;

const voidOpen = `UPDATE family_invitations SET withdrawn_at = $3
  WHERE account_id = $1 AND person_id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL`;
