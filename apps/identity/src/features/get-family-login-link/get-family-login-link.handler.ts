import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetFamilyLoginLink, type FamilyLoginLink } from '#contracts/identity/family-logins';
import { Database } from '#platform/database/database';
import { NoSuchLink } from '../../domain/client.errors.js';
import { User } from '../../persistence/access.entity.js';
import { FamilyLogins } from '../../persistence/family-logins.js';

/** Looking spends nothing. Whoever holds the link holds the mailbox: whether its address has a sign-in is theirs to know. */
@QueryHandler(GetFamilyLoginLink)
export class GetFamilyLoginLinkHandler implements IQueryHandler<GetFamilyLoginLink> {
  constructor(
    private readonly database: Database,
    private readonly logins: FamilyLogins,
  ) {}

  async execute({ token }: GetFamilyLoginLink): Promise<FamilyLoginLink> {
    return this.database.transaction(
      async (em) => {
        const invitation = await this.logins.byLink(em, token);
        const owner = invitation && (await em.findOne(User, { id: invitation.invitedBy }));
        if (!owner) throw new NoSuchLink();
        const { name, email, emailKey, expiresAt } = invitation;
        const signsIn = (await em.findOne(User, { emailKey })) !== null;
        return { ownerName: owner.name, firstName: name.split(' ')[0], email, expiresAt: expiresAt.toISOString(), signsIn };
      },
      { as: 'gatekeeper' },
    );
  }
}
