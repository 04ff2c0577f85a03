import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { FinishProviderLink, type OwnProviderRecord } from '#contracts/identity/sign-in-providers';
import { newId, type Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Letters } from '#platform/mail/letters';
import { signedInUser } from '../../access.js';
import { ProviderLinked, ProviderRefused } from '../../domain/provider.errors.js';
import { linkedLetter } from '../../letters/provider-letters.js';
import { writerOfSignIns } from '../../letters/sign-in-letters.js';
import { User } from '../../persistence/access.entity.js';
import { ProviderFlows } from '../../persistence/provider-flows.js';
import { ProviderLinks } from '../../persistence/provider-links.js';
import { SignInLog } from '../../persistence/sign-in-log.js';
import { SignInProviders, type Vouched } from '../../providers/sign-in-providers.js';

/** Only whoever began it ends it: what somebody else's browser brought back links nothing to one's own sign-in. */
@CommandHandler(FinishProviderLink)
export class FinishProviderLinkHandler implements ICommandHandler<FinishProviderLink> {
  constructor(
    private readonly database: Database,
    private readonly providers: SignInProviders,
    private readonly flows: ProviderFlows,
    private readonly links: ProviderLinks,
    private readonly letters: Letters,
    private readonly log: SignInLog,
    private readonly clock: Clock,
  ) {}

  async execute(command: FinishProviderLink): Promise<OwnProviderRecord> {
    const { provider, flow } = command;
    const settings = this.providers.get(provider);
    const user = await this.log.get(signedInUser());
    const spend = { flow, provider, userId: user.id };
    const found = await this.database.transaction((em) => this.flows.spend(em, spend), { as: 'gatekeeper' });
    if (!found || 'proven' in found) throw new ProviderRefused();
    const vouched = await this.providers.vouched(settings, command, found.secrets); // Outside of any transaction.
    await this.database.transaction(async (em) => {
      await this.database.as(em, 'gatekeeper', () => this.link(em, user.id, vouched, settings.name, command));
      await this.log.record(em, user, 'identity.provider-linked', { provider });
    }, this.log.scopeOf(user));
    return { provider, name: settings.name, linkedAt: this.clock.now().toISOString(), lastUsedAt: null };
  }

  private async link(em: EntityManager, userId: Uuid, vouched: Vouched, name: string, command: FinishProviderLink): Promise<void> {
    if (!(await this.links.link(em, userId, vouched))) throw new ProviderLinked();
    await this.flows.end(em, command.flow);
    const { emailKey } = await em.findOneOrFail(User, { id: userId });
    await this.letters.add(em, {
      id: newId(),
      organizationId: null,
      kind: 'provider-linked',
      about: null,
      to: emailKey,
      from: writerOfSignIns,
      content: linkedLetter(command.language ?? 'en', { provider: name }),
    });
  }
}
