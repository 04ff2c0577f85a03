import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetCancellation, type CancellationRecord } from '#contracts/billing/cancellations';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { Cancellations } from '../../persistence/cancellations.js';

@QueryHandler(GetCancellation)
export class GetCancellationHandler implements IQueryHandler<GetCancellation> {
  constructor(
    private readonly database: Database,
    private readonly cancellations: Cancellations,
  ) {}

  execute({ cancellationId }: GetCancellation): Promise<CancellationRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const found = await this.cancellations.find(em, organization.id, cancellationId);
      if (!found) throw new Missing('billing.no-such-cancellation');
      return found;
    });
  }
}
