import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { RemindInvited, type InvitationRecord } from '#contracts/identity/invitations';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { InvitationSettled } from '../../domain/invitation.errors.js';
import { Invitations, invitationById, stateOf } from '../../persistence/invitations.js';

/** Asks again, also after a refusal or when the link has expired; not once it was accepted. */
@CommandHandler(RemindInvited)
export class RemindInvitedHandler implements ICommandHandler<RemindInvited> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: RemindInvited): Promise<InvitationRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.remind(em, organization, command));
  }

  private async remind(em: EntityManager, organization: ActingOrganization, { invitationId }: RemindInvited): Promise<InvitationRecord> {
    const invitation = await invitationById(em, invitationId, 'FOR UPDATE');
    if (!invitation) throw new Missing('identity.no-such-invitation');
    if (invitation.answer === 'accepted') throw new InvitationSettled({ state: stateOf(invitation, this.clock.now()) });
    const record = await this.invitations.send(em, organization, invitation);
    const { accountId } = invitation;
    await execute(em, `UPDATE clients SET consent = 'waiting' WHERE organization_id = $1 AND account_id = $2 AND consent = 'refused'`, [
      organization.id,
      accountId,
    ]);
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'identity.owner-reminded',
      subject: accountId,
      facts: { invitation: invitationId },
    });
    return record;
  }
}
