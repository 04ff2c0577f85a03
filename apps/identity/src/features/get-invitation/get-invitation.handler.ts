import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetInvitation, type InvitationRecord } from '#contracts/identity/invitations';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { invitationById, invitationRecord } from '../../persistence/invitations.js';

@QueryHandler(GetInvitation)
export class GetInvitationHandler implements IQueryHandler<GetInvitation> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ invitationId }: GetInvitation): Promise<InvitationRecord> {
    actingAdministrator();
    const invitation = await this.database.transaction((em) => invitationById(em, invitationId));
    if (!invitation) throw new Missing('identity.no-such-invitation');
    return invitationRecord(invitation, this.clock.now());
  }
}
