import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeStatementFile } from '#contracts/billing/statements.query';
import { requireRole } from '#platform/messaging/context';
import { StatementFiles } from '../../papers/statement-files.js';

@QueryHandler(MakeStatementFile)
export class MakeStatementFileHandler implements IQueryHandler<MakeStatementFile> {
  constructor(private readonly files: StatementFiles) {}

  execute({ billingAccountId, from, to, format, language }: MakeStatementFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    return this.files.make(organization.id, { billingAccountId, from, to, format, language });
  }
}
