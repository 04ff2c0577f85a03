import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetContact, type ContactRecord } from '#contracts/identity/contacts';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { getContact } from '../../persistence/contacts.js';

@QueryHandler(GetContact)
export class GetContactHandler implements IQueryHandler<GetContact> {
  constructor(private readonly database: Database) {}

  async execute({ contactId }: GetContact): Promise<ContactRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction((em) => getContact(em, organization.id, contactId));
  }
}
