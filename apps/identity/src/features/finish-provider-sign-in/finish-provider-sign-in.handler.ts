import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { FinishProviderSignIn } from '#contracts/identity/sign-in-providers';
import type { SessionOpened } from '#contracts/identity/sessions.command';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { ProviderNotLinked, ProviderRefused } from '../../domain/provider.errors.js';
import { ProviderFlows } from '../../persistence/provider-flows.js';
import { ProviderLinks } from '../../persistence/provider-links.js';
import { SecondFactors } from '../../persistence/second-factors.js';
import { Sessions } from '../../persistence/sessions.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { SignInProviders } from '../../providers/sign-in-providers.js';

/** A provider stands in for the password, never for the second factor: whoever has one shows it here as well (ADR 25). */
@CommandHandler(FinishProviderSignIn)
export class FinishProviderSignInHandler implements ICommandHandler<FinishProviderSignIn> {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly flows: ProviderFlows,
    private readonly links: ProviderLinks,
    private readonly factors: SecondFactors,
    private readonly sessions: Sessions,
    private readonly log: SignInLog,
  ) {}

  async execute(command: FinishProviderSignIn): Promise<SessionOpened> {
    const { issuer } = this.providers.get(command.provider);
    const userId = await this.whoItIs(command);
    await this.factors.check(userId, command.factor);

    const logged = await this.log.get(userId);
    return this.log.opening(logged, async (em) => {
      const session = await this.database.as(em, 'gatekeeper', async () => {
        if (!(await this.flows.end(em, command.flow))) throw new ProviderRefused(); // The same, sent twice at once.
        await this.links.used(em, userId, issuer);
        return this.sessions.open(em, userId);
      });
      await this.log.record(em, logged, 'identity.signed-in', { session: session.sessionId, provider: command.provider });
      return session;
    });
  }

  /** What the browser brought is good once; who it was is kept for the second factor. */
  private async whoItIs(command: FinishProviderSignIn): Promise<Uuid> {
    const { flow, provider } = command;
    const asGatekeeper = { as: 'gatekeeper' };
    const spend = { flow, provider, userId: null };
    const found = await this.database.transaction((em) => this.flows.spend(em, spend), asGatekeeper);
    if (!found) throw new ProviderRefused();
    if ('proven' in found) return found.proven;
    const vouched = await this.providers.vouched(this.providers.get(provider), command, found.secrets); // Outside of any transaction.
    return this.database.transaction(async (em) => {
      const userId = await this.links.userOf(em, vouched);
      if (!userId) throw new ProviderNotLinked();
      await this.flows.prove(em, flow, userId);
      return userId;
    }, asGatekeeper);
  }
}
