import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Database, type TransactionOptions } from '#platform/database/database';
import { execute, query } from '#platform/database/sql';
import { runAs } from '#platform/messaging/context';
import { SessionEnded, SignInRefused } from '../domain/identity.errors.js';
import { asUser } from './client-sign-ins.js';

/** A sign-in and whose logs tell of it: its own, and those of organizations it has a role in, which know it as a grant of theirs. */
export interface LoggedUser {
  readonly id: Uuid;
  readonly name: string;
  readonly grants: readonly { readonly organizationId: Uuid; readonly id: Uuid }[];
}

/**
 * What happens to sign-ins, in the audit log: a chain of its own for each sign-in, which its owner reads, and the chains of the
 * organizations it has a role in. Where somebody is a client, nobody is told when they sign in.
 */
@Injectable()
export class SignInLog {
  private readonly logger = new Logger(SignInLog.name);

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
  ) {}

  /** A user, read before the transaction whose scope it says. */
  get(userId: Uuid): Promise<LoggedUser> {
    return this.database.transaction((em) => this.read(em, userId), { as: 'gatekeeper' });
  }

  /** The same in a transaction that goes on, as the gatekeeper. */
  async read(em: EntityManager, userId: Uuid): Promise<LoggedUser> {
    const [user] = await query<LoggedUser>(em, loggedUser, [userId]);
    if (!user) throw new SessionEnded();
    return user;
  }

  /** The transaction that may write to these logs. */
  scopeOf({ id, grants }: LoggedUser): TransactionOptions {
    return { organizations: [id, ...grants.map(({ organizationId }) => organizationId)] };
  }

  /** In a transaction of that scope, as the service itself, last: the heads of the chains stay locked until it ends. */
  async record(em: EntityManager, user: LoggedUser, action: string, facts: object): Promise<void> {
    const chains = [{ organizationId: user.id, id: user.id }, ...user.grants].sort((a, b) =>
      a.organizationId < b.organizationId ? -1 : 1,
    );
    await runAs(asUser(user), async () => {
      for (const { organizationId, id } of chains) await this.audit.record(em, { organizationId, action, subject: id, facts });
    });
  }

  /**
   * A password chosen by a letter, and the session it opened, if it did. In the transaction of an organization, last: what else it did
   * was done with that organization's rows alone, and only these entries are written among the user's own chains.
   */
  async recordLetter(em: EntityManager, user: LoggedUser, by: 'activation' | 'sign-up', session: SessionOpened | undefined): Promise<void> {
    await execute(em, `SELECT set_config('app.organizations', $1, true)`, [this.scopeOf(user).organizations?.join(',')]);
    await this.record(em, user, 'identity.password-chosen', { by });
    if (session) await this.record(em, user, 'identity.signed-in', { session: session.sessionId, by });
  }

  /** The transaction that opens a session, for whoever has shown to be this user. That they are shut out all the same is told, too. */
  async opening<T>(user: LoggedUser, work: (em: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.database.transaction(work, this.scopeOf(user));
    } catch (error) {
      if (error instanceof SignInRefused) this.tell(user.id, 'identity.sign-in-refused', { because: 'disabled' });
      throw error;
    }
  }

  /** Tells of something that changed nothing, without holding up the answer: how long that takes tells nobody who is known. */
  tell(userId: Uuid, action: string, facts: object = {}): void {
    this.recordAlone(userId, action, facts).catch((error: unknown) => {
      this.logger.warn({ err: error, action }, 'A sign-in event was not recorded');
    });
  }

  private async recordAlone(userId: Uuid, action: string, facts: object): Promise<void> {
    const user = await this.get(userId);
    await this.database.transaction((em) => this.record(em, user, action, facts), this.scopeOf(user));
  }
}

const loggedUser = `SELECT u.id, u.name, coalesce((SELECT json_agg(json_build_object('organizationId', g.organization_id, 'id', g.id))
    FROM grants g WHERE g.user_id = u.id), '[]') AS grants FROM users u WHERE u.id = $1`;
