import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListOwnExports, ListPersonExports, type PersonExport } from '#contracts/identity/person-exports';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { actingAdministrator, signedInUser } from '../../access.js';
import { PersonExports } from '../../persistence/person-exports.js';

/** Exports the acting organization asked for, the newest first. */
@QueryHandler(ListPersonExports)
export class ListPersonExportsHandler implements IQueryHandler<ListPersonExports> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
  ) {}

  execute({ limit, after, personId }: ListPersonExports): Promise<Page<PersonExport>> {
    const owner = { organizationId: actingAdministrator().organization.id };
    return this.database.transaction((em) => this.exports.list(em, owner, limit, after, personId), { as: 'exporter' });
  }
}

/** One's own, the newest first. */
@QueryHandler(ListOwnExports)
export class ListOwnExportsHandler implements IQueryHandler<ListOwnExports> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
  ) {}

  execute({ limit, after }: ListOwnExports): Promise<Page<PersonExport>> {
    const owner = { userId: signedInUser() };
    return this.database.transaction((em) => this.exports.list(em, owner, limit, after), { as: 'exporter' });
  }
}
