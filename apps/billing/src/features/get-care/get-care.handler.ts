import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetCare, type CareRecord } from '#contracts/billing/childcare';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { Care } from '../../persistence/care.js';

@QueryHandler(GetCare)
export class GetCareHandler implements IQueryHandler<GetCare> {
  constructor(
    private readonly database: Database,
    private readonly care: Care,
  ) {}

  execute({ invoiceId }: GetCare): Promise<{ lines: CareRecord[] }> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      if (!(await this.care.isIssued(em, organization.id, invoiceId))) throw new Missing('billing.no-such-invoice');
      return { lines: await this.care.of(em, invoiceId) };
    });
  }
}
