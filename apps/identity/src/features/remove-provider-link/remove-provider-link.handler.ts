import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RemoveProviderLink } from '#contracts/identity/sign-in-providers';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { signedInUser } from '../../access.js';
import { ProviderLinks } from '../../persistence/provider-links.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { SignInProviders } from '../../providers/sign-in-providers.js';

/** Closes a door, which takes no password. The one of the password stays. */
@CommandHandler(RemoveProviderLink)
export class RemoveProviderLinkHandler implements ICommandHandler<RemoveProviderLink> {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly links: ProviderLinks,
    private readonly log: SignInLog,
  ) {}

  async execute({ provider }: RemoveProviderLink): Promise<{ removed: true }> {
    const { issuer } = this.providers.get(provider);
    const user = await this.log.get(signedInUser());
    await this.database.transaction(async (em) => {
      const removed = await this.database.as(em, 'gatekeeper', () => this.links.unlink(em, user.id, issuer));
      if (!removed) throw new Missing('identity.no-such-provider-link');
      await this.log.record(em, user, 'identity.provider-unlinked', { provider });
    }, this.log.scopeOf(user));
    return { removed: true };
  }
}
