import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { WithdrawInvitation, type InvitationRecord } from '#contracts/identity/invitations';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { InvitationSettled } from '../../domain/invitation.errors.js';
import { invitationById, invitationRecord, stateOf } from '../../persistence/invitations.js';

/** The link in the letter works no more. The owner's entry stays (ID-9). Doing it twice changes nothing. */
@CommandHandler(WithdrawInvitation)
export class WithdrawInvitationHandler implements ICommandHandler<WithdrawInvitation> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: WithdrawInvitation): Promise<InvitationRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.withdraw(em, organization.id, command));
  }

  private async withdraw(em: EntityManager, organizationId: string, { invitationId }: WithdrawInvitation): Promise<InvitationRecord> {
    const now = this.clock.now();
    const invitation = await invitationById(em, invitationId, 'FOR UPDATE');
    if (!invitation) throw new Missing('identity.no-such-invitation');
    const state = stateOf(invitation, now);
    if (state === 'withdrawn') return invitationRecord(invitation, now);
    if (invitation.answer) throw new InvitationSettled({ state });
    await execute(em, `UPDATE invitations SET withdrawn_at = $2 WHERE id = $1`, [invitationId, now]);
    const { accountId } = invitation;
    await this.audit.record(em, {
      organizationId,
      action: 'identity.invitation-withdrawn',
      subject: accountId,
      facts: { invitation: invitationId },
    });
    return invitationRecord({ ...invitation, withdrawnAt: now }, now);
  }
}
