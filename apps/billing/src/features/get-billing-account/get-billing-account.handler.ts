import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetBillingAccount, type BillingAccountRecord } from '#contracts/billing/documents.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { BillingAccountRecords } from '../../persistence/billing-account-records.js';

@QueryHandler(GetBillingAccount)
export class GetBillingAccountHandler implements IQueryHandler<GetBillingAccount> {
  constructor(
    private readonly database: Database,
    private readonly accounts: BillingAccountRecords,
  ) {}

  execute({ billingAccountId }: GetBillingAccount): Promise<BillingAccountRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const account = await this.accounts.find(em, organization.id, billingAccountId);
      if (!account) throw new Missing('billing.no-such-billing-account');
      return account;
    });
  }
}
