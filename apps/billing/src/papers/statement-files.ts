import { Injectable } from '@nestjs/common';
import type { DocumentLanguage, FileFormat, FilePiece } from '#contracts/billing/files.query';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { TooLongForAFile } from '../domain/statement.errors.js';
import { StatementPages, type StatementAsked } from '../persistence/statement-pages.js';
import { Files, type MadeFor } from './files.js';
import { languageOf } from './language.js';
import { wordsOf } from './words/words.js';

const longest = 20_000;

/** A statement, whole, as a file. */
@Injectable()
export class StatementFiles {
  constructor(
    private readonly database: Database,
    private readonly pages: StatementPages,
    private readonly files: Files,
    private readonly clock: Clock,
  ) {}

  async make(
    organizationId: Uuid,
    { format, language: asked, ...whole }: Omit<StatementAsked, 'limit' | 'after'> & { format: FileFormat; language?: DocumentLanguage },
    madeFor?: MadeFor,
  ): Promise<FilePiece> {
    const { statement, issuer } = await this.database.transaction((em) =>
      this.pages.page(em, organizationId, { ...whole, limit: longest }),
    );
    if (statement.next !== null) throw new TooLongForAFile({ atMost: longest });
    const language = languageOf(asked, issuer);
    const madeOn = todayIn(issuer.timeZone, this.clock.now());
    const name = [wordsOf[language].titles.statement, statement.ownerName, statement.from, statement.to].filter(Boolean).join(' ');
    return this.files.make(organizationId, name, { kind: 'statement', format, statement, issuer, language, madeOn }, madeFor);
  }
}
