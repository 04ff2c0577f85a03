import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPerson, type PersonRecord } from '#contracts/identity/accounts.query';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { noSuchPerson } from '../../persistence/closed-ids.js';
import { personRecords } from '../../persistence/person-records.js';

/** A person the organization holds a profile of; a federation sees the shared fields of everybody in its network (ID-3). One who was merged leads to the survivor (ID-24). */
@QueryHandler(GetPerson)
export class GetPersonHandler implements IQueryHandler<GetPerson> {
  constructor(private readonly database: Database) {}

  async execute({ personId }: GetPerson): Promise<PersonRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction(async (em) => {
      const where = 'p.id = $2 AND p.merged_into IS NULL';
      const [person] = await personRecords(em, organization.id, { of: 'people p', where, values: [personId], limit: 1 });
      return person ?? noSuchPerson(em, personId);
    });
  }
}
