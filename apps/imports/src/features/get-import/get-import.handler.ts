import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetImport, type ImportRecord } from '#contracts/imports/imports';
import { Database } from '#platform/database/database';
import { actingClub } from '../../access.js';
import { importRecord } from '../../persistence/import-records.js';

@QueryHandler(GetImport)
export class GetImportHandler implements IQueryHandler<GetImport> {
  constructor(private readonly database: Database) {}

  execute({ importId }: GetImport): Promise<ImportRecord> {
    const { club } = actingClub();
    return this.database.transaction((em) => importRecord(em, club.id, importId));
  }
}
