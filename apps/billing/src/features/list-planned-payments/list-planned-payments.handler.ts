import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListPlannedPayments, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { PlannedPayments } from '../../persistence/planned-payments.js';

@QueryHandler(ListPlannedPayments)
export class ListPlannedPaymentsHandler implements IQueryHandler<ListPlannedPayments> {
  constructor(
    private readonly database: Database,
    private readonly records: PlannedPayments,
  ) {}

  execute(filter: ListPlannedPayments): Promise<Page<PlannedPaymentRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.list(em, organization.id, filter));
  }
}
