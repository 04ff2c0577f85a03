import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOnlinePayment, type OnlinePaymentRecord } from '#contracts/billing/planned-payments';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { Charges } from '../../persistence/charges.js';

@QueryHandler(GetOnlinePayment)
export class GetOnlinePaymentHandler implements IQueryHandler<GetOnlinePayment> {
  constructor(
    private readonly database: Database,
    private readonly records: Charges,
  ) {}

  execute({ onlinePaymentId }: GetOnlinePayment): Promise<OnlinePaymentRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction((em) => this.records.online(em, organization.id, onlinePaymentId));
  }
}
