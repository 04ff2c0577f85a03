import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetRecurringCharge, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { RecurringCharges } from '../../persistence/recurring-charges.js';

@QueryHandler(GetRecurringCharge)
export class GetRecurringChargeHandler implements IQueryHandler<GetRecurringCharge> {
  constructor(
    private readonly database: Database,
    private readonly records: RecurringCharges,
  ) {}

  execute({ recurringChargeId }: GetRecurringCharge): Promise<RecurringChargeRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.get(em, organization.id, recurringChargeId));
  }
}
