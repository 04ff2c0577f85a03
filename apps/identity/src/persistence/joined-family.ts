import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { runAs } from '#platform/messaging/context';
import { NoSuchLink } from '../domain/client.errors.js';
import { User } from './access.entity.js';
import { asUser } from './client-sign-ins.js';
import { FamilyLogins, type FamilyInvitation } from './family-logins.js';

/** How a login of one's own comes about (ID-21): the link is spent, and both chains say so, the owner's and the member's. */
@Injectable()
export class JoinedFamily {
  constructor(
    private readonly database: Database,
    private readonly logins: FamilyLogins,
    private readonly audit: Audit,
  ) {}

  /** The invitation behind a link, before anything costs. */
  async find(token: string): Promise<{ invitation: FamilyInvitation; known: User | null }> {
    return this.database.transaction(
      async (em) => {
        const invitation = await this.logins.byLink(em, token);
        if (!invitation) throw new NoSuchLink();
        return { invitation, known: await em.findOne(User, { emailKey: invitation.emailKey }) };
      },
      { as: 'gatekeeper' },
    );
  }

  /** One transaction: the sign-in that `signIn` gives is let in, and `afterwards` done as the gatekeeper. */
  async join<T>(
    token: string,
    { invitedBy }: FamilyInvitation,
    signIn: (em: EntityManager, invitation: FamilyInvitation) => Promise<User>,
    afterwards: (em: EntityManager, user: User) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(
      async (em) => {
        const { user, invitation, result } = await this.database.as(em, 'gatekeeper', async () => {
          const invitation = await this.logins.byLink(em, token, 'FOR UPDATE');
          if (!invitation) throw new NoSuchLink(); // Spent or withdrawn meanwhile.
          const user = await signIn(em, invitation);
          await this.logins.accept(em, invitation, user);
          return { user, invitation, result: await afterwards(em, user) };
        });
        const { accountId, personId } = invitation;
        const entry = { action: 'identity.family-login-accepted', subject: personId, facts: { account: accountId } };
        await runAs(asUser(user), async () => {
          for (const organizationId of [user.id, invitedBy].sort())
            await this.database.forOrganizations(em, [organizationId], () => this.audit.record(em, { organizationId, ...entry }));
        });
        return result;
      },
      { organizations: [invitedBy] },
    );
  }
}
