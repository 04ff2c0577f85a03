import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import { ArchiveAccount } from '#contracts/identity/managing';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { accountRecords } from '../../persistence/account-records.js';
import { archiveClient, clientToManage } from '../../persistence/managed-clients.js';
import { noSuchAccount } from '../../persistence/closed-ids.js';

/** Hides a client, or shows it again (ID-22). The account itself is its owner's, and other organizations keep theirs. */
@CommandHandler(ArchiveAccount)
export class ArchiveAccountHandler implements ICommandHandler<ArchiveAccount> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute(command: ArchiveAccount): Promise<AccountRecord> {
    const { organization } = actingAdministrator();
    return this.idempotency.once(command, (em) => this.archive(em, organization.id, command));
  }

  private async archive(em: EntityManager, organizationId: Uuid, { accountId, archived }: ArchiveAccount): Promise<AccountRecord> {
    if (!(await clientToManage(em, organizationId, accountId))) return noSuchAccount(em, organizationId, accountId);
    const changed = await archiveClient(em, organizationId, accountId, archived ? this.clock.now() : null);
    if (changed) {
      const action = archived ? 'identity.account-archived' : 'identity.account-restored';
      await this.audit.record(em, { organizationId, action, subject: accountId, facts: {} });
    }
    const [record] = await accountRecords(em, organizationId, { where: 'c.account_id = $2', values: [accountId], limit: 1 });
    return record;
  }
}
