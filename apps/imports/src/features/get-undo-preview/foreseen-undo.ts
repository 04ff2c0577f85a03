import { Injectable } from '@nestjs/common';
import { FindTouchedDocuments, type RowInBooks } from '#contracts/billing/counter-documents.command';
import { FindTouchedPeople } from '#contracts/identity/withdraw-people.command';
import { FindTouchedMemberships, type RowEnrolled } from '#contracts/memberships/cancel-memberships.command';
import { message } from '#contracts/message';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Messages } from '#platform/messaging/messages';
import type { KeptEntry } from '../../domain/kept.js';
import { type DecidedRow, partiesOf, touchedSince } from '../../domain/undo.js';
import { soldRows } from '../../persistence/undo-rows.js';

/** What an undo would do now. */
export interface Foreseen {
  readonly undone: number;
  readonly people: number;
  readonly accounts: number;
  readonly clientMinor: number;
  readonly corporateMinor: number;
  readonly refundedMinor: number;
  readonly kept: readonly KeptEntry[];
}

const rowsAtOnce = 1_000;
const peopleAtOnce = 800;
const timeoutMs = 60_000;

/** Asks each service "touched since?" and puts the answers together as the undo itself would. */
@Injectable()
export class ForeseenUndo {
  constructor(
    private readonly database: Database,
    private readonly messages: Messages,
  ) {}

  async of(importId: Uuid): Promise<Foreseen> {
    const decided: DecidedRow[] = [];
    const kept: KeptEntry[] = [];
    const sums = { undone: 0, clientMinor: 0, corporateMinor: 0, refundedMinor: 0 };
    for (let from = 2; ;) {
      const rows = await this.database.transaction((em) => soldRows(em, importId, from, rowsAtOnce));
      if (rows.length === 0) break;
      const [enrolled, books] = await Promise.all([
        this.messages.ask(message(FindTouchedMemberships, { importId, rows }), { timeoutMs }),
        this.messages.ask(message(FindTouchedDocuments, { importId, rows }), { timeoutMs }),
      ]);
      const inBooks = new Map(books.rows.map((row) => [row.row, row]));
      for (const row of enrolled.rows) {
        const { reasons, clientMinor, corporateMinor, paidMinor, ...use } = judged(row, inBooks.get(row.row));
        const undone = reasons.length === 0;
        decided.push({ ...row, ...use, undone });
        if (!undone) kept.push({ row: row.row, kind: 'row', reasons });
        else {
          sums.undone += 1;
          sums.clientMinor += clientMinor;
          sums.corporateMinor += corporateMinor;
          sums.refundedMinor += paidMinor;
        }
      }
      from = rows[rows.length - 1] + 1;
    }
    return { ...sums, ...(await this.parties(importId, decided, kept)) };
  }

  private async parties(
    importId: Uuid,
    decided: readonly DecidedRow[],
    keptRows: readonly KeptEntry[],
  ): Promise<Pick<Foreseen, 'people' | 'accounts' | 'kept'>> {
    const kept = [...keptRows];
    let [people, accounts] = [0, 0];
    for (const parties of partiesOf(decided, peopleAtOnce)) {
      const asking = message(FindTouchedPeople, { importId, accounts: [...parties.accounts], people: [...parties.people] });
      const answer = await this.messages.ask(asking, { timeoutMs });
      people += answer.people;
      accounts += answer.accounts;
      kept.push(...answer.kept.map(({ row, kind, reasons }) => ({ row, kind, reasons })));
    }
    return { people, accounts, kept };
  }
}

/** A row whose membership has ended or was used is not taken to billing at all. */
function judged(enrolled: RowEnrolled, books: RowInBooks | undefined): Omit<RowInBooks, 'row'> {
  const none = { clientMinor: 0, corporateMinor: 0, paidMinor: 0, accountInUse: false, personInUse: false };
  const reasons = touchedSince(enrolled);
  if (reasons.length > 0) return { ...none, reasons };
  return books ?? { ...none, reasons: ['membership-ended'] };
}
