import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListConsents, type ConsentRecord } from '#contracts/identity/invitations';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { consentsOf } from '../../persistence/consents.js';

@QueryHandler(ListConsents)
export class ListConsentsHandler implements IQueryHandler<ListConsents> {
  constructor(private readonly database: Database) {}

  async execute(): Promise<{ data: ConsentRecord[] }> {
    const userId = signedInUser();
    return { data: await this.database.transaction((em) => consentsOf(em, userId), { as: 'introducer' }) };
  }
}
