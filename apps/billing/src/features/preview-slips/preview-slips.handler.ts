import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { PreviewSlips, type SlipsMade } from '#contracts/billing/childcare';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { SlipRun } from '../../persistence/slip-run.js';

/** Reads insurance numbers to compare them, which enters the audit log like every reading of them. */
@QueryHandler(PreviewSlips)
export class PreviewSlipsHandler implements IQueryHandler<PreviewSlips> {
  constructor(
    private readonly database: Database,
    private readonly run: SlipRun,
    private readonly audit: Audit,
  ) {}

  execute({ year }: PreviewSlips): Promise<SlipsMade> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      const { toMake: _toMake, numbersOpened, ...preview } = await this.run.decide(em, organization.id, year);
      if (numbersOpened > 0) {
        const facts = { insuranceNumbersRead: numbersOpened };
        await this.audit.record(em, {
          organizationId: organization.id,
          action: 'billing.care-slips-previewed',
          subject: String(year),
          facts,
        });
      }
      return preview;
    });
  }
}
