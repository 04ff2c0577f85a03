import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListRecurringCharges, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { RecurringCharges } from '../../persistence/recurring-charges.js';

@QueryHandler(ListRecurringCharges)
export class ListRecurringChargesHandler implements IQueryHandler<ListRecurringCharges> {
  constructor(
    private readonly database: Database,
    private readonly records: RecurringCharges,
  ) {}

  execute(filter: ListRecurringCharges): Promise<Page<RecurringChargeRecord>> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.list(em, organization.id, filter));
  }
}
