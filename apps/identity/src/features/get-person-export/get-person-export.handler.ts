import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnExport, GetPersonExport, type PersonExport } from '#contracts/identity/person-exports';
import { Database } from '#platform/database/database';
import { actingAdministrator, signedInUser } from '../../access.js';
import { PersonExports } from '../../persistence/person-exports.js';

/** How far an export is that the acting organization asked for. */
@QueryHandler(GetPersonExport)
export class GetPersonExportHandler implements IQueryHandler<GetPersonExport> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
  ) {}

  execute({ exportId }: GetPersonExport): Promise<PersonExport> {
    const owner = { organizationId: actingAdministrator().organization.id };
    return this.database.transaction((em) => this.exports.get(em, owner, exportId), { as: 'exporter' });
  }
}

/** How far one's own export is. */
@QueryHandler(GetOwnExport)
export class GetOwnExportHandler implements IQueryHandler<GetOwnExport> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
  ) {}

  execute({ exportId }: GetOwnExport): Promise<PersonExport> {
    const owner = { userId: signedInUser() };
    return this.database.transaction((em) => this.exports.get(em, owner, exportId), { as: 'exporter' });
  }
}
