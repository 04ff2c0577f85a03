import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { AnswerInvitation } from '#contracts/identity/invitations';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { flowCaller, runAs } from '#platform/messaging/context';
import { NoSuchLink } from '../../domain/client.errors.js';
import { User, emailKeyOf } from '../../persistence/access.entity.js';
import { publicOrganization } from '../../persistence/activation-links.js';
import { ClientSignIns } from '../../persistence/client-sign-ins.js';
import { invitationById, invitationByLink, stateOf, type StoredInvitation } from '../../persistence/invitations.js';
import { share } from '../../persistence/shared-accounts.js';

/** The owner consents, or does not (ID-9). A refusal leaves the entry alone; consent lets the organization see the rest at once. */
@CommandHandler(AnswerInvitation)
export class AnswerInvitationHandler implements ICommandHandler<AnswerInvitation> {
  constructor(
    private readonly database: Database,
    private readonly signIns: ClientSignIns,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute({ token, accept }: AnswerInvitation): Promise<{ answer: 'accepted' | 'refused' }> {
    const { invitation, organization } = await this.database.transaction((em) => this.find(em, token), { as: 'gatekeeper' });
    const caller = flowCaller(`invitation:${invitation.id}`, [organization.id], organization.federationId, organization);
    return runAs(caller, () => this.database.transaction((em) => this.answer(em, invitation, accept)));
  }

  private async find(em: EntityManager, token: string): Promise<{ invitation: StoredInvitation; organization: ActingOrganization }> {
    const invitation = await invitationByLink(em, token, this.clock.now());
    const organization = invitation && (await publicOrganization(em, invitation.organizationId));
    if (!invitation || !organization) throw new NoSuchLink();
    return { invitation, organization };
  }

  private async answer(em: EntityManager, { id }: StoredInvitation, accept: boolean): Promise<{ answer: 'accepted' | 'refused' }> {
    const now = this.clock.now();
    const invitation = await invitationById(em, id, 'FOR UPDATE');
    if (!invitation || stateOf(invitation, now) !== 'waiting') throw new NoSuchLink(); // Answered meanwhile.
    const { organizationId, accountId } = invitation;
    const answer = accept ? 'accepted' : 'refused';
    await execute(em, `UPDATE invitations SET answer = $2, answered_at = $3 WHERE id = $1`, [id, answer, now]);
    await execute(em, `UPDATE clients SET consent = $3 WHERE organization_id = $1 AND account_id = $2`, [
      organizationId,
      accountId,
      accept ? 'given' : 'refused',
    ]);
    if (accept) {
      await this.database.as(em, 'introducer', () => share(em, organizationId, accountId));
      await this.database.as(em, 'gatekeeper', () => this.letSignIn(em, invitation));
    }
    const action = accept ? 'identity.invitation-accepted' : 'identity.invitation-refused';
    await this.audit.record(em, { organizationId, action, subject: accountId, facts: { invitation: id } });
    return { answer };
  }

  /** Following the link has proven the address: whoever signs in with it signs in to this account too, if nobody does yet. */
  private async letSignIn(em: EntityManager, { email, accountId, personId }: StoredInvitation): Promise<void> {
    const user = await em.findOne(User, { emailKey: emailKeyOf(email) });
    if (user) await this.signIns.giveIfNone(em, user, accountId, personId);
  }
}
