import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartProviderLink, type ProviderVisit } from '#contracts/identity/sign-in-providers';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { OwnPassword } from '../../persistence/own-password.js';
import { ProviderFlows } from '../../persistence/provider-flows.js';
import { SignInProviders } from '../../providers/sign-in-providers.js';

@CommandHandler(StartProviderLink)
export class StartProviderLinkHandler implements ICommandHandler<StartProviderLink> {
  constructor(
    private readonly database: Database,
    private readonly own: OwnPassword,
    private readonly providers: SignInProviders,
    private readonly flows: ProviderFlows,
  ) {}

  async execute({ provider, password, address }: StartProviderLink): Promise<ProviderVisit> {
    const userId = signedInUser();
    const settings = this.providers.get(provider);
    await this.own.check(userId, password, address);
    const { url, secrets } = await this.providers.visit(settings);
    const begun = await this.database.transaction((em) => this.flows.begin(em, provider, secrets, userId), { as: 'gatekeeper' });
    return { authorizationUrl: url.href, flow: begun.flow, expiresAt: begun.expiresAt.toISOString() };
  }
}
