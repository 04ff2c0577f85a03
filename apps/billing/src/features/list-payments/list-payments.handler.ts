import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPayments, type PaymentRecord } from '#contracts/billing/payments';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentRecords } from '../../persistence/payment-records.js';

@QueryHandler(ListPayments)
export class ListPaymentsHandler implements IQueryHandler<ListPayments> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentRecords,
  ) {}

  execute(filter: ListPayments): Promise<Page<PaymentRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.payments(em, organization.id, filter));
  }
}
