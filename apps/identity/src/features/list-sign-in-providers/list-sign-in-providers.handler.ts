import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListSignInProviders, type SignInProviderRecord } from '#contracts/identity/sign-in-providers';
import { SignInProviders } from '../../providers/sign-in-providers.js';

/** What a sign-in page offers besides a password. */
@QueryHandler(ListSignInProviders)
export class ListSignInProvidersHandler implements IQueryHandler<ListSignInProviders> {
  constructor(private readonly providers: SignInProviders) {}

  execute(): Promise<{ data: SignInProviderRecord[] }> {
    return Promise.resolve({ data: this.providers.all.map(({ id, name }) => ({ provider: id, name })) });
  }
}
