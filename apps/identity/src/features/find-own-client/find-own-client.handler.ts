import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { FindOwnClient, type OwnClient } from '#contracts/identity/own-clients';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { signedInUser } from '../../access.js';
import { ownClient } from '../../persistence/own-clients.js';

/** Tells another service whether what it keeps of a client is the caller's own to see. */
@QueryHandler(FindOwnClient)
export class FindOwnClientHandler implements IQueryHandler<FindOwnClient> {
  constructor(private readonly database: Database) {}

  async execute({ clientId }: FindOwnClient): Promise<OwnClient> {
    const userId = signedInUser();
    const client = await this.database.transaction((em) => ownClient(em, userId, clientId), { as: 'introducer' });
    if (!client) throw new Missing('identity.no-such-client');
    return client;
  }
}
