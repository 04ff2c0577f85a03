import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetInvitationLink } from '#contracts/identity/invitations';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { NoSuchLink } from '../../domain/client.errors.js';
import { publicOrganization } from '../../persistence/activation-links.js';
import { invitationByLink } from '../../persistence/invitations.js';

/** Looking answers nothing. */
@QueryHandler(GetInvitationLink)
export class GetInvitationLinkHandler implements IQueryHandler<GetInvitationLink> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ token }: GetInvitationLink): Promise<{ organizationName: string; expiresAt: string }> {
    return this.database.transaction(
      async (em) => {
        const invitation = await invitationByLink(em, token, this.clock.now());
        const organization = invitation && (await publicOrganization(em, invitation.organizationId));
        if (!invitation || !organization) throw new NoSuchLink();
        return { organizationName: organization.name, expiresAt: invitation.expiresAt.toISOString() };
      },
      { as: 'gatekeeper' },
    );
  }
}
