import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetDuplicateSearch, type DuplicateSearch } from '#contracts/identity/possible-duplicates';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { matchingOrganization } from '../../access.js';
import { duplicateSearch } from '../../persistence/possible-duplicates.js';

@QueryHandler(GetDuplicateSearch)
export class GetDuplicateSearchHandler implements IQueryHandler<GetDuplicateSearch> {
  constructor(private readonly database: Database) {}

  async execute({ searchId }: GetDuplicateSearch): Promise<DuplicateSearch> {
    const { organizationId } = matchingOrganization();
    const search = await this.database.transaction((em) => duplicateSearch(em, organizationId, searchId));
    if (!search) throw new Missing('identity.no-such-duplicate-search');
    return search;
  }
}
