import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPaymentPlans, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentPlans } from '../../persistence/payment-plans.js';

@QueryHandler(ListPaymentPlans)
export class ListPaymentPlansHandler implements IQueryHandler<ListPaymentPlans> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentPlans,
  ) {}

  execute(filter: ListPaymentPlans): Promise<Page<PaymentPlanRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.list(em, organization.id, filter));
  }
}
