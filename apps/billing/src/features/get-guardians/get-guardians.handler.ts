import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetGuardians, type GuardiansRecord } from '#contracts/billing/childcare';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { requireRole } from '#platform/messaging/context';
import { Guardians } from '../../persistence/guardians.js';

@QueryHandler(GetGuardians)
export class GetGuardiansHandler implements IQueryHandler<GetGuardians> {
  constructor(
    private readonly database: Database,
    private readonly guardians: Guardians,
  ) {}

  execute({ billingAccountId }: GetGuardians): Promise<GuardiansRecord> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.database.transaction(async (em) => {
      if (!(await this.guardians.isClientOf(em, organization.id, billingAccountId))) throw new Missing('billing.no-such-billing-account');
      return this.guardians.record(em, billingAccountId);
    });
  }
}
