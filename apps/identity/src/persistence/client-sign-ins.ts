import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Caller } from '#contracts/caller';
import { newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { execute } from '#platform/database/sql';
import { User, emailKeyOf } from './access.entity.js';
import { unlinkAll } from './provider-links.js';
import { Sessions } from './sessions.js';
import { onceAtATime } from './once-at-a-time.js';

export interface ProvenAddress {
  readonly email: string; // Its owner has just shown that mail to it arrives.
  readonly name: string;
  readonly passwordHash: string;
}

/** Sign-ins of clients. As the gatekeeper. */
@Injectable()
export class ClientSignIns {
  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  /**
   * The sign-in of a proven address with the password just chosen. Whoever holds the mailbox may choose one anyway, by a reset;
   * as there, sessions opened with the earlier password end, and links to providers with them.
   */
  async ofProven(em: EntityManager, { email, name, passwordHash }: ProvenAddress): Promise<User> {
    const emailKey = emailKeyOf(email);
    await onceAtATime(em, `sign-in ${emailKey}`);
    const now = this.clock.now();
    const known = await em.findOne(User, { emailKey });
    const user = known ?? em.create(User, { id: newId(), emailKey, name, passwordHash, createdAt: now });
    user.passwordHash = passwordHash;
    await em.flush();
    if (known) await this.sessions.closeAll(em, user.id, 'password-changed');
    if (known) await execute(em, unlinkAll, [user.id]);
    return user;
  }

  async give(em: EntityManager, { id, emailKey }: User, accountId: Uuid, personId: Uuid): Promise<void> {
    const text = `INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, $2, $3, $4, $5)`;
    await execute(em, text, [accountId, personId, id, emailKey, this.clock.now()]);
  }

  /** The same where nobody signs in as this person yet; otherwise that stays. */
  async giveIfNone(em: EntityManager, { id, emailKey }: User, accountId: Uuid, personId: Uuid): Promise<void> {
    const text = `INSERT INTO account_sign_ins (account_id, person_id, user_id, username, created_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING`;
    await execute(em, text, [accountId, personId, id, emailKey, this.clock.now()]);
  }
}

/** Who did it, for the audit log, where the request came from somebody who was not signed in yet. */
export const asUser = ({ id, name }: Pick<User, 'id' | 'name'>): Caller => ({
  kind: 'user',
  id,
  name,
  roles: [],
  organization: null,
  organizations: [],
  federationId: null,
});
