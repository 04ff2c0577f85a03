import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SearchDuplicates, type DuplicateSearch } from '#contracts/identity/possible-duplicates';
import { Clock } from '#platform/clock';
import { execute } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { Sagas } from '#platform/sagas/sagas';
import { matchingOrganization } from '../../access.js';
import { duplicateSearch } from '../../persistence/possible-duplicates.js';
import { searchDuplicates } from './search-duplicates.saga.js';

@CommandHandler(SearchDuplicates)
export class SearchDuplicatesHandler implements ICommandHandler<SearchDuplicates> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sagas: Sagas,
    private readonly clock: Clock,
  ) {}

  execute(command: SearchDuplicates): Promise<DuplicateSearch> {
    const { organizationId } = matchingOrganization();
    const { searchId: id } = command;
    return this.idempotency.once(command, async (em) => {
      const text = 'INSERT INTO duplicate_searches (id, organization_id, started_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';
      await execute(em, text, [id, organizationId, this.clock.now()]);
      const search = await duplicateSearch(em, organizationId, id);
      if (!search) throw new Missing('identity.no-such-duplicate-search');
      await this.sagas.start(em, { id, kind: searchDuplicates, step: 'key', data: { after: null } });
      return search;
    });
  }
}
