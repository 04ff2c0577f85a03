import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnProviders, type OwnProviderRecord } from '#contracts/identity/sign-in-providers';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { ProviderLinks } from '../../persistence/provider-links.js';
import { SignInProviders } from '../../providers/sign-in-providers.js';

@QueryHandler(ListOwnProviders)
export class ListOwnProvidersHandler implements IQueryHandler<ListOwnProviders> {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly links: ProviderLinks,
  ) {}

  async execute(): Promise<{ data: OwnProviderRecord[] }> {
    const userId = signedInUser();
    const links = await this.database.transaction((em) => this.links.of(em, userId), { as: 'gatekeeper' });
    const data = this.providers.all.map(({ id, name, issuer }) => {
      const link = links.find((each) => each.issuer === issuer);
      return {
        provider: id,
        name,
        linkedAt: link?.linkedAt.toISOString() ?? null,
        lastUsedAt: link?.lastUsedAt?.toISOString() ?? null,
      };
    });
    return { data };
  }
}
