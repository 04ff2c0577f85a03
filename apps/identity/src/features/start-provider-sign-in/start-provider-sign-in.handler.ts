import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { StartProviderSignIn, type ProviderVisit } from '#contracts/identity/sign-in-providers';
import { Database } from '#platform/database/database';
import { ProviderFlows } from '../../persistence/provider-flows.js';
import { SignInProviders } from '../../providers/sign-in-providers.js';

@CommandHandler(StartProviderSignIn)
export class StartProviderSignInHandler implements ICommandHandler<StartProviderSignIn> {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly flows: ProviderFlows,
  ) {}

  async execute({ provider }: StartProviderSignIn): Promise<ProviderVisit> {
    const { url, secrets } = await this.providers.visit(this.providers.get(provider));
    const begun = await this.database.transaction((em) => this.flows.begin(em, provider, secrets, null), { as: 'gatekeeper' });
    return { authorizationUrl: url.href, flow: begun.flow, expiresAt: begun.expiresAt.toISOString() };
  }
}
