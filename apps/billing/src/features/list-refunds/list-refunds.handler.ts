import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListRefunds, type RefundRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentRecords } from '../../persistence/payment-records.js';

@QueryHandler(ListRefunds)
export class ListRefundsHandler implements IQueryHandler<ListRefunds> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentRecords,
  ) {}

  execute(filter: ListRefunds): Promise<Page<RefundRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.refunds(em, organization.id, filter));
  }
}
