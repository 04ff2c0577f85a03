import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPaymentPlan, type PaymentPlanRecord } from '#contracts/billing/recurring-charges';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PaymentPlans } from '../../persistence/payment-plans.js';

@QueryHandler(GetPaymentPlan)
export class GetPaymentPlanHandler implements IQueryHandler<GetPaymentPlan> {
  constructor(
    private readonly database: Database,
    private readonly records: PaymentPlans,
  ) {}

  execute({ paymentPlanId }: GetPaymentPlan): Promise<PaymentPlanRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.get(em, organization.id, paymentPlanId));
  }
}
