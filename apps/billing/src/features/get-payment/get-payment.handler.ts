import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPayment, type PaymentRecord } from '#contracts/billing/payments';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentRecords } from '../../persistence/payment-records.js';

@QueryHandler(GetPayment)
export class GetPaymentHandler implements IQueryHandler<GetPayment> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentRecords,
  ) {}

  execute({ paymentId }: GetPayment): Promise<PaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.payment(em, organization.id, paymentId));
  }
}
