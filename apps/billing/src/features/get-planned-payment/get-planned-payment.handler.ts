import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPlannedPayment, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PlannedPayments } from '../../persistence/planned-payments.js';

@QueryHandler(GetPlannedPayment)
export class GetPlannedPaymentHandler implements IQueryHandler<GetPlannedPayment> {
  constructor(
    private readonly database: Database,
    private readonly records: PlannedPayments,
  ) {}

  execute({ plannedPaymentId }: GetPlannedPayment): Promise<PlannedPaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.get(em, organization.id, plannedPaymentId));
  }
}
