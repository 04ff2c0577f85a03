import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetUpstreamCredit, type UpstreamCreditRecord } from '#contracts/billing/cancellations';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { Cancellations } from '../../persistence/cancellations.js';

@QueryHandler(GetUpstreamCredit)
export class GetUpstreamCreditHandler implements IQueryHandler<GetUpstreamCredit> {
  constructor(
    private readonly database: Database,
    private readonly cancellations: Cancellations,
  ) {}

  execute({ upstreamCreditId }: GetUpstreamCredit): Promise<UpstreamCreditRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const found = await this.cancellations.upstream(em, organization.id, upstreamCreditId);
      if (!found) throw new Missing('billing.no-such-upstream-credit');
      return found;
    });
  }
}
