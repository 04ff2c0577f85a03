import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetPersonErasure, ListPersonErasures, type PersonErasure } from '#contracts/identity/person-erasures';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { erasureRecord, erasureRecords } from '../../persistence/person-erasures.js';

/** How far the erasing of a person is. */
@QueryHandler(GetPersonErasure)
export class GetPersonErasureHandler implements IQueryHandler<GetPersonErasure> {
  constructor(private readonly database: Database) {}

  execute({ erasureId }: GetPersonErasure): Promise<PersonErasure> {
    const asker = { organizationId: actingAdministrator().organization.id };
    return this.database.transaction((em) => erasureRecord(em, asker, erasureId), { as: 'eraser' });
  }
}

/** Whom the acting organization erased, the newest first. */
@QueryHandler(ListPersonErasures)
export class ListPersonErasuresHandler implements IQueryHandler<ListPersonErasures> {
  constructor(private readonly database: Database) {}

  execute({ limit, after, personId }: ListPersonErasures): Promise<Page<PersonErasure>> {
    const asker = { organizationId: actingAdministrator().organization.id };
    return this.database.transaction((em) => erasureRecords(em, asker, limit, after, personId), { as: 'eraser' });
  }
}
