import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { AccountCreated } from '#contracts/identity/account-created.event';
import { CreateAccount, type CreatedAccount } from '#contracts/identity/new-account';
import { todayIn } from '#kernel/dates';
import { derivedId, type Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { AlreadyClient, KnownElsewhere, NameKnown } from '../../domain/client.errors.js';
import { fullNameKey } from '../../domain/comparable.js';
import { newOwner, nameKeysOf, type NewOwner } from '../../domain/new-account.js';
import { emailKeyOf } from '../../persistence/access.entity.js';
import { accountRecords } from '../../persistence/account-records.js';
import { Activations } from '../../persistence/activations.js';
import { emailOutcome } from '../../persistence/email-outcomes.js';
import { clientsNamed, saveNewClient } from '../../persistence/new-clients.js';
import { onceAtATime } from '../../persistence/once-at-a-time.js';

/** Creates an account in the order of ID-8 to ID-12: the address, the name, the owner; then the owner is asked to activate it. */
@CommandHandler(CreateAccount)
export class CreateAccountHandler implements ICommandHandler<CreateAccount> {
  constructor(
    private readonly database: Database,
    private readonly idempotency: Idempotency,
    private readonly activations: Activations,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateAccount): Promise<CreatedAccount> {
    const { organization } = actingAdministrator();
    const owner = newOwner(command, todayIn(organization.timeZone, this.clock.now()));
    return this.idempotency.once(command, (em) => this.create(em, organization, command, owner), { repeated: true });
  }

  private async create(
    em: EntityManager,
    organization: ActingOrganization,
    command: CreateAccount,
    owner: NewOwner,
  ): Promise<CreatedAccount> {
    const { accountId, email, gender = null, language = null } = command;
    const emailKey = email === undefined ? undefined : emailKeyOf(email);
    // Two at a desk each: the second one finds what the first one made.
    await onceAtATime(em, ...[fullNameKey(owner), ...(emailKey ? [emailKey] : [])].map((key) => `new client ${organization.id} ${key}`));
    if (emailKey) await this.checkAddress(em, organization.id, emailKey);
    const ignored = await this.namesakes(em, organization.id, command);

    const personId = derivedId('owner', accountId);
    const client = { accountId, personId, owner, email: email?.trim() ?? null, gender, language };
    const clientId = await saveNewClient(em, organization, client);
    if (client.email !== null) {
      const { firstName, lastName } = owner;
      await this.activations.request(em, organization, [{ accountId, personId, firstName, lastName, email: client.email, language }]);
    }
    await this.outbox.add(em, AccountCreated, { organizationId: organization.id, accountId, clientId, how: 'created' });
    const [account] = await accountRecords(em, organization.id, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    await this.audit.record(em, {
      organizationId: organization.id,
      action: 'identity.account-created',
      subject: accountId,
      facts: { person: personId, withAddress: client.email !== null, ignoredNamesakes: ignored }, // Who ignored them stands beside it (ID-10).
    });
    return { ...account, warnings: [...(email ? [] : noAddress), ...(owner.birthDate ? [] : noBirthDate)] };
  }

  private async checkAddress(em: EntityManager, organizationId: Uuid, emailKey: string): Promise<void> {
    const found = await this.database.as(em, 'introducer', () => emailOutcome(em, organizationId, emailKey));
    if (found.outcome === 'mine') throw new AlreadyClient({ accountId: found.accountId });
    if (found.outcome === 'elsewhere') throw new KnownElsewhere();
  }

  /** The clients of the same name whom the creator has seen and set aside. */
  private async namesakes(em: EntityManager, organizationId: Uuid, { firstName, lastName, createAnyway }: CreateAccount): Promise<Uuid[]> {
    const known = await clientsNamed(em, organizationId, nameKeysOf(firstName, lastName));
    const matches = known.map(({ accountId }) => ({ accountId }));
    if (matches.length > 0 && !createAnyway) throw new NameKnown({ matches });
    return matches.map(({ accountId }) => accountId);
  }
}

const noAddress = ['identity.cannot-sign-in'] as const;
const noBirthDate = ['identity.assumed-adult'] as const;
