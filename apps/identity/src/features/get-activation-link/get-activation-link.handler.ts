import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetActivationLink, type LinkRecord } from '#contracts/identity/activation';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { NoSuchLink } from '../../domain/client.errors.js';
import { activationLink } from '../../persistence/activation-links.js';

/** What somebody who holds a link is about to activate. Looking spends nothing. */
@QueryHandler(GetActivationLink)
export class GetActivationLinkHandler implements IQueryHandler<GetActivationLink> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ token }: GetActivationLink): Promise<LinkRecord> {
    const link = await this.database.transaction((em) => activationLink(em, token, this.clock.now()), { as: 'gatekeeper' });
    if (!link) throw new NoSuchLink();
    const { organizationName, firstName, email, expiresAt } = link;
    return { organizationName, firstName, email, expiresAt: expiresAt.toISOString() };
  }
}
