import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { FilePiece } from '#contracts/billing/files.query';
import { MakeUnpaidFile } from '#contracts/billing/unpaid.query';
import { todayIn } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { TooLongForAFile } from '../../domain/statement.errors.js';
import { Files } from '../../papers/files.js';
import { languageOf } from '../../papers/language.js';
import { wordsOf } from '../../papers/words/words.js';
import { Unpaid } from '../../persistence/unpaid.js';

const longest = 50_000;

@QueryHandler(MakeUnpaidFile)
export class MakeUnpaidFileHandler implements IQueryHandler<MakeUnpaidFile> {
  constructor(
    private readonly database: Database,
    private readonly unpaid: Unpaid,
    private readonly files: Files,
    private readonly clock: Clock,
  ) {}

  async execute({ language: asked, on: day, ...filter }: MakeUnpaidFile): Promise<FilePiece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const on = day ?? todayIn(organization.timeZone, this.clock.now());
    const items = await this.database.transaction((em) => this.unpaid.items(em, organization.id, { ...filter, on, limit: longest + 1 }));
    if (items.length > longest) throw new TooLongForAFile({ atMost: longest });
    const language = languageOf(asked, organization);
    return this.files.make(organization.id, `${wordsOf[language].titles.unpaid} ${on}`, { kind: 'unpaid', format: 'csv', items, language });
  }
}
