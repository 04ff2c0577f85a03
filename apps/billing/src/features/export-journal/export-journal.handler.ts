import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ExportJournal } from '#contracts/billing/journal';
import { todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { Database } from '#platform/database/database';
import { requireRole } from '#platform/messaging/context';
import { encodeCursor } from '#platform/paging';
import { statementPeriod, type Period } from '../../domain/statement.js';
import { Journal, type CodeSum, type DetailedPosting } from '../../persistence/journal.js';
import { readCursor } from '../../persistence/list-cursors.js';
import { detailRow, detailTitles, sumRow, sumTitles, tableOf, type Table } from './journal-table.js';

const entriesAPiece = 500;

type Piece = { text: string; next: string | null; fileName: string };

/** The journal by ledger code, as CSV or JSON, one sum a code or posting by posting (BIL-21). */
@QueryHandler(ExportJournal)
export class ExportJournalHandler implements IQueryHandler<ExportJournal> {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  execute({ from, to, detail, format, after }: ExportJournal): Promise<Piece> {
    const { organization } = requireRole('federation-administrator', 'club-administrator');
    const { id, languages } = organization;
    const period = statementPeriod(from, to, todayIn(organization.timeZone, this.clock.now()));
    const fileName = `journal-${detail}-${period.from}-${period.to}.${format}`;
    return this.database.transaction(async (em) => {
      if (after === undefined) await this.record(em, id, period, detail);
      if (detail === 'lump-sum') {
        const table = tableOf(format, sumTitles, sumRow);
        const sums = await this.journal.sums(em, id, period.from, period.to, languages[0] ?? 'en');
        return { text: whole(table, sums), next: null, fileName };
      }
      const table = tableOf(format, detailTitles, detailRow);
      return { ...(await this.detailed(em, id, period, languages[0] ?? 'en', after, table)), fileName };
    });
  }

  private async detailed(
    em: EntityManager,
    issuerId: Uuid,
    period: Period,
    language: string,
    after: string | undefined,
    table: Table<DetailedPosting>,
  ): Promise<Omit<Piece, 'fileName'>> {
    const place = readCursor(after, ['day', 'id']);
    const start = place && { bookedOn: place[0], id: place[1] };
    const entries = await this.journal.entries(em, issuerId, period, start, false, entriesAPiece + 1);
    const shown = entries.slice(0, entriesAPiece);
    const rows = await this.journal.details(em, issuerId, shown, language);
    const more = entries.length > shown.length;
    const end = shown.at(-1);
    const text = (after === undefined ? table.begin : '') + table.rows(rows, after === undefined) + (more ? '' : table.end);
    return { text, next: more && end ? encodeCursor([end.bookedOn, end.id]) : null };
  }

  private record(em: EntityManager, organizationId: Uuid, period: Period, detail: string): Promise<void> {
    return this.audit.record(em, {
      organizationId,
      action: 'billing.journal-exported',
      subject: organizationId,
      facts: { ...period, detail },
    });
  }
}

const whole = (table: Table<CodeSum>, rows: readonly CodeSum[]): string => table.begin + table.rows(rows, true) + table.end;
