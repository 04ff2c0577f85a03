import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetOwnExportPiece, GetPersonExportPiece, type ExportPiece } from '#contracts/identity/person-exports';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { actingAdministrator, signedInUser } from '../../access.js';
import { PersonExports } from '../../persistence/person-exports.js';
import { SignInLog } from '../../persistence/sign-in-log.js';

/** The file that the acting organization asked for, a piece at a time. Who fetches it is recorded with its first piece. */
@QueryHandler(GetPersonExportPiece)
export class GetPersonExportPieceHandler implements IQueryHandler<GetPersonExportPiece> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
    private readonly audit: Audit,
  ) {}

  execute({ exportId, piece }: GetPersonExportPiece): Promise<ExportPiece> {
    const { id: organizationId } = actingAdministrator().organization;
    return this.database.transaction(async (em) => {
      const found = await this.database.as(em, 'exporter', () => this.exports.piece(em, { organizationId }, exportId, piece));
      if (piece === 0) {
        await this.audit.record(em, { organizationId, action: 'identity.person-export-fetched', subject: exportId, facts: {} });
      }
      return found;
    });
  }
}

/** One's own file. */
@QueryHandler(GetOwnExportPiece)
export class GetOwnExportPieceHandler implements IQueryHandler<GetOwnExportPiece> {
  constructor(
    private readonly database: Database,
    private readonly exports: PersonExports,
    private readonly log: SignInLog,
  ) {}

  async execute({ exportId, piece }: GetOwnExportPiece): Promise<ExportPiece> {
    const userId = signedInUser();
    const found = await this.database.transaction((em) => this.exports.piece(em, { userId }, exportId, piece), { as: 'exporter' });
    if (piece > 0) return found;
    const user = { ...(await this.log.get(userId)), grants: [] };
    const record = () =>
      this.database.transaction(
        (em) => this.log.record(em, user, 'identity.own-export-fetched', { export: exportId }),
        this.log.scopeOf(user),
      );
    await record();
    return found;
  }
}
