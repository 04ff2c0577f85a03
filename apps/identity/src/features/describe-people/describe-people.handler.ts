import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DescribePeople, type SharedPerson } from '#contracts/identity/describe-people.query';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { sellingOrganization } from '../../access.js';

/** Reads over the whole network, as the matcher does, what is shared in it (ID-3). */
@QueryHandler(DescribePeople)
export class DescribePeopleHandler implements IQueryHandler<DescribePeople> {
  constructor(private readonly database: Database) {}

  execute({ people }: DescribePeople): Promise<{ people: SharedPerson[] }> {
    sellingOrganization();
    const text = `SELECT id AS "personId", first_name AS "firstName", last_name AS "lastName", birth_date AS "birthDate"
      FROM people WHERE id = ANY ($1::uuid[])`;
    const ids = people.map(({ personId }) => personId);
    return this.database.transaction(async (em) => ({ people: await query<SharedPerson>(em, text, [ids]) }), { as: 'matcher' });
  }
}
