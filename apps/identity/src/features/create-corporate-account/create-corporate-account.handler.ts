import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { ActingOrganization } from '#contracts/caller';
import { AccountCreated } from '#contracts/identity/account-created.event';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import { CreateCorporateAccount } from '#contracts/identity/corporate-accounts';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Outbox } from '#platform/outbox/outbox';
import { actingAdministrator } from '../../access.js';
import { accountRecords } from '../../persistence/account-records.js';
import { saveCorporateAccount } from '../../persistence/corporate-accounts.js';

/** An account that stands for an organization (ID-7). Nobody signs in to it until somebody is given access. */
@CommandHandler(CreateCorporateAccount)
export class CreateCorporateAccountHandler implements ICommandHandler<CreateCorporateAccount> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  execute(command: CreateCorporateAccount): Promise<AccountRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.create(em, organization, command));
  }

  private async create(em: EntityManager, organization: ActingOrganization, command: CreateCorporateAccount): Promise<AccountRecord> {
    const { accountId, name, email, language = null } = command;
    const { id: organizationId } = organization;
    const clientId = await saveCorporateAccount(em, organization, { accountId, name: name.trim(), email: email.trim(), language });
    await this.outbox.add(em, AccountCreated, { organizationId, accountId, clientId, how: 'created' });
    const [account] = await accountRecords(em, organizationId, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    const facts = { corporate: true };
    await this.audit.record(em, { organizationId, action: 'identity.account-created', subject: accountId, facts });
    return account;
  }
}
