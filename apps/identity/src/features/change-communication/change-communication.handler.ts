import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import { ChangeCommunication } from '#contracts/identity/corporate-accounts';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { NotCorporate } from '../../domain/corporate.errors.js';
import { accountRecords } from '../../persistence/account-records.js';
import { corporateAccount } from '../../persistence/corporate-accounts.js';
import { clientToManage } from '../../persistence/managed-clients.js';

/** Where a corporate account is written to is the organization's to change; who signs in to it stays as it is (ID-7). */
@CommandHandler(ChangeCommunication)
export class ChangeCommunicationHandler implements ICommandHandler<ChangeCommunication> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeCommunication): Promise<AccountRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.change(em, organization.id, command));
  }

  private async change(em: EntityManager, organizationId: Uuid, command: ChangeCommunication): Promise<AccountRecord> {
    const { accountId, version, email, language } = command;
    if (!(await clientToManage(em, organizationId, accountId))) throw new Missing('identity.no-such-account');
    const account = await corporateAccount(em, organizationId, accountId);
    if (!account) throw new NotCorporate();
    if (account.version !== version) throw new Stale('identity.stale-communication', { version: account.version });
    const values = [organizationId, accountId, email?.trim() ?? null, language === undefined ? account.language : language];
    await execute(em, update, values);
    const facts = { changed: ['email', 'language'].filter((field) => command[field as 'email'] !== undefined) };
    await this.audit.record(em, { organizationId, action: 'identity.communication-changed', subject: accountId, facts });
    const [changed] = await accountRecords(em, organizationId, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    return changed;
  }
}

const update = `UPDATE corporate_accounts SET email = coalesce($3, email), language = $4, version = version + 1
  WHERE organization_id = $1 AND account_id = $2`;
