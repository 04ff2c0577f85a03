import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPerson, type PersonRecord } from '#contracts/identity/accounts.query';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { personRecords } from '../../persistence/person-records.js';

/** A person the organization holds a profile of; a federation sees the shared fields of everybody in its network (ID-3). */
@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(private readonly database: Database) {}

  async execute({ personId }: GetPerson): Promise<PersonRecord> {
    const { organization } = actingAdministrator();
    const [person] = await this.database.transaction((em) =>
      personRecords(em, organization.id, { of: 'people p', where: 'p.id = $2', values: [personId], limit: 1 }),
    );
    if (!person) throw new Missing('identity.no-such-person');
    return person;
  }
}
