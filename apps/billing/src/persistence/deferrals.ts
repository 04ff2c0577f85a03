import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import { newId, type Uuid } from '#kernel/ids';
import { execute, insertRows, query } from '#platform/database/sql';
import type { DocumentDraft } from '../domain/document-draft.js';
import { deferredOf, takenBackBy, toRecognise, withDeferred, type Deferral, type Moved } from '../domain/deferral.js';
import { creditByCode } from '../domain/posting.js';
import { postingColumns, postingRows } from './postings.js';

/** A document about to be written, as far as deferred revenue is concerned. */
export interface BookedDocument extends DocumentDraft {
  readonly id: Uuid;
  readonly kind: 'invoice' | 'credit-note';
  readonly issuerId: Uuid;
  readonly issuedOn: LocalDate;
  readonly currency: string;
}

interface DeferralRow extends Deferral {
  readonly documentId: Uuid;
  readonly position: number;
  readonly ledgerCode: string;
  readonly currency: string;
}

/** What is written with documents whose revenue is deferred, once their lines are there. */
export interface DeferralsToKeep {
  readonly deferred: readonly (readonly unknown[])[];
  readonly takenBack: readonly { readonly documentId: Uuid; readonly position: number; readonly amountMinor: number }[];
}

export interface Recognition {
  readonly id: Uuid;
  readonly amountMinor: number;
  readonly lines: number;
}

/** An entry recognises so many lines at most. */
const linesAnEntry = 20_000;

/** Deferred revenue (BIL-22): what documents defer and take back, and what is recognised month by month. */
@Injectable()
export class Deferrals {
  /**
   * The same documents with what they defer, or take back, posted to deferred revenue. Of organizations without accrual they come
   * back as they went. What a credit note takes from stays locked, in the order of its keys, after the open items.
   */
  async book<D extends BookedDocument>(
    em: EntityManager,
    documents: readonly D[],
  ): Promise<{ documents: readonly D[]; keep: DeferralsToKeep }> {
    const accruing = await this.accruing(em, documents);
    const deferrals = await this.creditedDeferrals(em, documents);
    if (accruing.size === 0 && deferrals.size === 0) return { documents, keep: { deferred: [], takenBack: [] } };

    const deferred: unknown[][] = [];
    const takenBack = new Map<string, { documentId: Uuid; position: number; amountMinor: number }>();
    const booked = documents.map((document) => {
      const moves = document.kind === 'invoice' ? defer(document, accruing, deferred) : takeBack(document, deferrals, takenBack);
      return moves.length === 0 ? document : { ...document, postings: withDeferred(document.postings, moves) };
    });
    return { documents: booked, keep: { deferred, takenBack: [...takenBack.values()] } };
  }

  async keep(em: EntityManager, { deferred, takenBack }: DeferralsToKeep): Promise<void> {
    await insertRows(em, 'deferrals', deferralColumns, deferred);
    if (takenBack.length === 0) return;
    await execute(em, raise('taken_back_minor'), [
      takenBack.map((one) => one.documentId),
      takenBack.map((one) => one.position),
      takenBack.map((one) => one.amountMinor),
    ]);
  }

  /**
   * Recognises what is earned by the end of a day and wasn't recognised yet, in entries of that day. Once more finds nothing. The
   * deferrals stay locked, so whoever credits one meanwhile waits.
   */
  async recognise(em: EntityManager, issuerId: Uuid, through: LocalDate): Promise<Recognition[]> {
    const entries: Recognition[] = [];
    for (let after: DeferralRow | undefined; ;) {
      const rows = await query<DeferralRow>(em, dueForUpdate, [
        issuerId,
        through,
        after?.documentId ?? first,
        after?.position ?? 0,
        linesAnEntry,
      ]);
      const entry = await this.enter(em, issuerId, through, rows);
      if (entry) entries.push(entry);
      if (rows.length < linesAnEntry) return entries;
      after = rows.at(-1);
    }
  }

  private async enter(
    em: EntityManager,
    issuerId: Uuid,
    through: LocalDate,
    rows: readonly DeferralRow[],
  ): Promise<Recognition | undefined> {
    const due = rows.map((row) => ({ ...row, amountMinor: toRecognise(row, through) })).filter(({ amountMinor }) => amountMinor > 0);
    if (due.length === 0) return undefined;
    const [id, { currency }] = [newId(), due[0]];
    const amountMinor = due.reduce((sum, one) => sum + one.amountMinor, 0);
    const postings = [
      ...creditByCode(
        'deferred-revenue',
        due.map((one) => [one.ledgerCode, -one.amountMinor] as const),
      ),
      ...creditByCode(
        'revenue',
        due.map((one) => [one.ledgerCode, one.amountMinor] as const),
      ),
    ];
    await insertRows(em, 'postings', postingColumns, postingRows({ entryId: id, issuerId, bookedOn: through, currency, postings }));
    const lines = due.map((one) => [id, one.documentId, issuerId, one.amountMinor, one.position]);
    await insertRows(em, 'recognition_lines', lineColumns, lines);
    await insertRows(em, 'recognitions', entryColumns, [[id, issuerId, amountMinor, through, currency]]);
    const [documentIds, positions, amounts] = [
      due.map((one) => one.documentId),
      due.map((one) => one.position),
      due.map((one) => one.amountMinor),
    ];
    await execute(em, raise('recognised_minor'), [documentIds, positions, amounts]);
    return { id, amountMinor, lines: due.length };
  }

  private async accruing(em: EntityManager, documents: readonly BookedDocument[]): Promise<ReadonlySet<Uuid>> {
    const issuers = [...new Set(documents.filter(({ kind }) => kind === 'invoice').map(({ issuerId }) => issuerId))];
    if (issuers.length === 0) return new Set();
    const text = `SELECT issuer_id AS id FROM billing_settings WHERE accrual AND issuer_id = ANY ($1::uuid[])`;
    return new Set((await query<{ id: Uuid }>(em, text, [issuers])).map(({ id }) => id));
  }

  private async creditedDeferrals(em: EntityManager, documents: readonly BookedDocument[]): Promise<ReadonlyMap<string, DeferralRow>> {
    const credited = documents.flatMap(({ lines }) => lines.flatMap(({ credits }) => (credits ? [credits] : [])));
    if (credited.length === 0) return new Map();
    const values = [credited.map(({ documentId }) => documentId), credited.map(({ position }) => position)];
    return new Map((await query<DeferralRow>(em, creditedForUpdate, values)).map((row) => [keyOf(row), row]));
  }
}

function defer(document: BookedDocument, accruing: ReadonlySet<Uuid>, rows: unknown[][]): Moved[] {
  if (!accruing.has(document.issuerId)) return [];
  return deferredOf(document.lines, document.issuedOn).map(({ line: { position, ledgerCode, periodFrom, periodTo }, amountMinor }) => {
    rows.push([document.id, document.issuerId, amountMinor, periodFrom, periodTo, position, document.currency, ledgerCode]);
    return { from: ledgerCode, code: ledgerCode, amountMinor: -amountMinor };
  });
}

function takeBack(
  { lines }: BookedDocument,
  deferrals: ReadonlyMap<string, DeferralRow>,
  taken: Map<string, { documentId: Uuid; position: number; amountMinor: number }>,
): Moved[] {
  return lines.flatMap(({ credits, ledgerCode, netMinor }) => {
    const key = credits && keyOf(credits);
    const deferral = key && deferrals.get(key);
    if (!deferral) return [];
    const earlier = taken.get(key)?.amountMinor ?? 0;
    const amountMinor = takenBackBy(-netMinor, { ...deferral, takenBackMinor: deferral.takenBackMinor + earlier });
    if (amountMinor <= 0) return [];
    taken.set(key, { documentId: deferral.documentId, position: deferral.position, amountMinor: earlier + amountMinor });
    return [{ from: ledgerCode, code: deferral.ledgerCode, amountMinor }];
  });
}

const first = '00000000-0000-0000-0000-000000000000';
const keyOf = ({ documentId, position }: { documentId: Uuid; position: number }): string => `${documentId}/${position}`;

const select = `SELECT f.document_id AS "documentId", f.position, f.ledger_code AS "ledgerCode", f.currency, f.deferred_minor AS "deferredMinor",
  f.taken_back_minor AS "takenBackMinor", f.recognised_minor AS "recognisedMinor", f.period_from AS "periodFrom", f.period_to AS "periodTo"
  FROM deferrals f`;

const creditedForUpdate = `${select} JOIN (SELECT DISTINCT * FROM unnest($1::uuid[], $2::smallint[]) AS t (document_id, position)) credited
  USING (document_id, position) ORDER BY f.document_id, f.position FOR UPDATE OF f`;

const dueForUpdate = `${select} WHERE f.issuer_id = $1 AND f.remaining_minor > 0 AND f.period_from <= $2
  AND (f.document_id, f.position) > ($3::uuid, $4::smallint) ORDER BY f.document_id, f.position LIMIT $5 FOR UPDATE`;

const raise = (column: 'taken_back_minor' | 'recognised_minor'): string =>
  `UPDATE deferrals f SET ${column} = f.${column} + t.amount_minor
   FROM unnest($1::uuid[], $2::smallint[], $3::bigint[]) AS t (document_id, position, amount_minor)
   WHERE f.document_id = t.document_id AND f.position = t.position`;

const deferralColumns = {
  document_id: 'uuid',
  issuer_id: 'uuid',
  deferred_minor: 'bigint',
  period_from: 'date',
  period_to: 'date',
  position: 'smallint',
  currency: 'text',
  ledger_code: 'text',
};

const lineColumns = { recognition_id: 'uuid', document_id: 'uuid', issuer_id: 'uuid', amount_minor: 'bigint', position: 'smallint' };

const entryColumns = { id: 'uuid', issuer_id: 'uuid', amount_minor: 'bigint', booked_on: 'date', currency: 'text' };
