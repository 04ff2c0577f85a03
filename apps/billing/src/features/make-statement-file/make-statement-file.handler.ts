import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeStatementFile } from '#contracts/billing/statements.query';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { TooLongForAFile } from '../../domain/statement.errors.js';
import { Files } from '../../papers/files.js';
import { languageOf } from '../../papers/language.js';
import { wordsOf } from '../../papers/words/words.js';
import { StatementPages } from '../../persistence/statement-pages.js';

const longest = 20_000;

@QueryHandler(MakeStatementFile)
export class MakeStatementFileHandler implements IQueryHandler<MakeStatementFile> {
  constructor(
    private readonly database: Database,
    private readonly pages: StatementPages,
    private readonly files: Files,
    private readonly clock: Clock,
  ) {}

  async execute({ format, language: asked, ...statementAsked }: MakeStatementFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { statement, issuer } = await this.database.transaction((em) =>
      this.pages.page(em, organization.id, { ...statementAsked, limit: longest }),
    );
    if (statement.next !== null) throw new TooLongForAFile({ atMost: longest });
    const language = languageOf(asked, issuer);
    const madeOn = todayIn(issuer.timeZone, this.clock.now());
    const name = [wordsOf[language].titles.statement, statement.ownerName, statement.from, statement.to].filter(Boolean).join(' ');
    return this.files.make(organization.id, name, { kind: 'statement', format, statement, issuer, language, madeOn });
  }
}
