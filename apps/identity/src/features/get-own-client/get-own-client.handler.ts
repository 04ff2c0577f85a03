import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnClient, type OwnClientRecord } from '#contracts/identity/own-clients';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { signedInUser } from '../../access.js';
import { ownClient, ownClientRecord } from '../../persistence/own-clients.js';

/** One's own account at an organization: what is shared of its people, and what this one alone holds (ID-3). */
@QueryHandler(GetOwnClient)
export class GetOwnClientHandler implements IQueryHandler<GetOwnClient> {
  constructor(private readonly database: Database) {}

  execute({ clientId }: GetOwnClient): Promise<OwnClientRecord> {
    const userId = signedInUser();
    return this.database.transaction(
      async (em) => {
        const client = await ownClient(em, userId, clientId);
        if (!client) throw new Missing('identity.no-such-client');
        return ownClientRecord(em, client);
      },
      { as: 'introducer' },
    );
  }
}
