import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ListLetters, type LetterRecord, type LetterState } from '#contracts/identity/letters.query';
import type { Page } from '#contracts/message';
import { Database } from '#platform/database/database';
import { query } from '#platform/database/sql';
import { BadCursor, decodeCursor, pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { isId } from '../../persistence/after-id.js';

/** What an organization wrote and what became of it, the newest first. */
@QueryHandler(ListLetters)
export class ListLettersHandler implements IQueryHandler<ListLetters> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, accountId, state }: ListLetters): Promise<Page<LetterRecord>> {
    const { organization } = actingAdministrator();
    const [writtenAt, id] = decodeCursor(after, 2) ?? [null, null];
    if (id !== null && (!isId(id) || Number.isNaN(Date.parse(String(writtenAt))))) throw new BadCursor();
    const rows = await this.database.transaction((em) =>
      query<LetterRow>(em, ofOrganization(state), [organization.id, limit + 1, accountId ?? null, writtenAt, id]),
    );
    return pageOf(rows.map(letterRecord), limit, (letter) => [letter.writtenAt, letter.id]);
  }
}

interface LetterRow extends Omit<LetterRecord, 'state' | 'writtenAt' | 'sentAt' | 'givenUpAt'> {
  writtenAt: Date;
  sentAt: Date | null;
  givenUpAt: Date | null;
}

const inState: Record<LetterState, string> = {
  waiting: 'AND sent_at IS NULL AND given_up_at IS NULL',
  sent: 'AND sent_at IS NOT NULL',
  'given-up': 'AND given_up_at IS NOT NULL',
};

const ofOrganization = (state: LetterState | undefined): string => `
  SELECT id, kind, about AS "accountId", tries, problem, written_at AS "writtenAt", sent_at AS "sentAt", given_up_at AS "givenUpAt"
  FROM letters
  WHERE organization_id = $1 AND ($3::uuid IS NULL OR about = $3) AND ($4::timestamptz IS NULL OR (written_at, id) < ($4, $5::uuid)) ${state ? inState[state] : ''}
  ORDER BY written_at DESC, id DESC LIMIT $2`;

const letterRecord = ({ writtenAt, sentAt, givenUpAt, ...row }: LetterRow): LetterRecord => ({
  ...row,
  state: sentAt ? 'sent' : givenUpAt ? 'given-up' : 'waiting',
  writtenAt: writtenAt.toISOString(),
  sentAt: sentAt?.toISOString() ?? null,
  givenUpAt: givenUpAt?.toISOString() ?? null,
});
