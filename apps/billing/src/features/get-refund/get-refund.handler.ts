import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetRefund, type RefundRecord } from '#contracts/billing/payments';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentRecords } from '../../persistence/payment-records.js';

@QueryHandler(GetRefund)
export class GetRefundHandler implements IQueryHandler<GetRefund> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentRecords,
  ) {}

  execute({ refundId }: GetRefund): Promise<RefundRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.refund(em, organization.id, refundId));
  }
}
