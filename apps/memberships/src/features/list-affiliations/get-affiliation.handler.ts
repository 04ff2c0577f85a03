import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { type AffiliationRecord, GetAffiliation } from '#contracts/memberships/affiliations';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingInNetwork } from '../../access.js';
import { findAffiliations } from '../../persistence/affiliations.js';

@QueryHandler(GetAffiliation)
export class GetAffiliationHandler implements IQueryHandler<GetAffiliation> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ affiliationId }: GetAffiliation): Promise<AffiliationRecord> {
    const reader = actingInNetwork();
    const today = todayIn(reader.timeZone, this.clock.now());
    const [found] = await this.database.transaction((em) => findAffiliations(em, reader, today, { id: affiliationId, limit: 1 }));
    if (!found) throw new Missing('memberships.no-such-affiliation');
    return found.record;
  }
}
