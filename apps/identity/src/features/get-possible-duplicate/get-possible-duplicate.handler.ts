import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPossibleDuplicate, type PossibleDuplicate } from '#contracts/identity/possible-duplicates';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { matchingOrganization } from '../../access.js';
import { possibleDuplicates } from '../../persistence/possible-duplicates.js';

@QueryHandler(GetPossibleDuplicate)
export class GetPossibleDuplicateHandler implements IQueryHandler<GetPossibleDuplicate> {
  constructor(private readonly database: Database) {}

  async execute({ duplicateId, language }: GetPossibleDuplicate): Promise<PossibleDuplicate> {
    const { organizationId } = matchingOrganization();
    const among = { where: 'd.id = $2', values: [duplicateId], limit: 1, language };
    const [found] = await this.database.transaction((em) => possibleDuplicates(em, organizationId, among));
    if (!found) throw new Missing('identity.no-such-possible-duplicate');
    return found;
  }
}
