import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { MatchAccount, type AccountMatch } from '#contracts/billing/payments';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { requireRole } from '#platform/messaging/context';
import { Matching } from '../../persistence/matching.js';
import { OwnAccounts } from '../../persistence/own-accounts.js';

@CommandHandler(MatchAccount)
export class MatchAccountHandler implements ICommandHandler<MatchAccount> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly accounts: OwnAccounts,
    private readonly matching: Matching,
    private readonly audit: Audit,
  ) {}

  execute(command: MatchAccount): Promise<{ matches: AccountMatch[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.idempotency.once(command, (em) => this.match(em, command, organization.id));
  }

  private async match(em: EntityManager, command: MatchAccount, organizationId: Uuid): Promise<{ matches: AccountMatch[] }> {
    const { id: billingAccountId, currency } = await this.accounts.get(em, organizationId, command.billingAccountId);
    const matches = await this.matching.settleOldest(em, [{ billingAccountId }]);
    if (matches.length > 0) {
      await this.audit.record(em, { organizationId, action: 'billing.account-matched', subject: billingAccountId, facts: { matches } });
    }
    return { matches: matches.map(({ documentId, ...match }) => ({ ...match, invoiceId: documentId, currency })) };
  }
}
