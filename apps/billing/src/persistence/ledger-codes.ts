import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LedgerCodeItem, LedgerCodeKind, LedgerCodeNames, LedgerCodeRecord } from '#contracts/billing/ledger-codes';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { LedgerCodeArchived } from '../domain/ledger.errors.js';

export interface LedgerCodeFilter {
  readonly kind?: LedgerCodeKind;
  readonly archived?: boolean;
}

/** Where a list of items goes on: before this line of this document. */
export interface BeforeItem {
  readonly issuedOn: LocalDate;
  readonly documentId: Uuid;
  readonly position: number;
}

/** The chart of accounts of each organization. Codes of documents enter it by themselves, in the transaction that issues (a trigger). */
@Injectable()
export class LedgerCodes {
  /** What staff bill must not name an archived code; one that isn't in the chart yet enters it with the document (BIL-21). */
  async refuseArchived(em: EntityManager, issuerId: Uuid, codes: readonly string[]): Promise<void> {
    const [found] = await query<{ code: string }>(
      em,
      `SELECT code FROM ledger_codes WHERE issuer_id = $1 AND code = ANY ($2::text[]) AND archived ORDER BY code LIMIT 1`,
      [issuerId, codes],
    );
    if (found) throw new LedgerCodeArchived({ ledgerCode: found.code });
  }

  /** What is written off is an expense (BIL-18): its code enters the chart as one, unless it is there already. */
  async enterBadDebt(em: EntityManager, issuerId: Uuid, code: string): Promise<void> {
    await execute(em, `INSERT INTO ledger_codes (issuer_id, code, kind) VALUES ($1, $2, 'bad-debt') ON CONFLICT DO NOTHING`, [
      issuerId,
      code,
    ]);
  }

  /** Says whether it was added: an organization has each code once. */
  async add(em: EntityManager, issuerId: Uuid, { id, code, kind, names }: Omit<LedgerCodeRecord, 'inUse' | 'archived' | 'version'>) {
    const added = await execute(
      em,
      `INSERT INTO ledger_codes (id, issuer_id, code, kind, names) VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT DO NOTHING`,
      [id, issuerId, code, kind, JSON.stringify(names)],
    );
    return added === 1;
  }

  async find(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<LedgerCodeRecord | undefined> {
    const found = await query<LedgerCodeRecord>(em, `${select} WHERE issuer_id = $1 AND id = $2`, [issuerId, id]);
    return found[0];
  }

  /** Locked: whoever uses the code for the first time waits, and whoever changes it waits for them. */
  async findForUpdate(em: EntityManager, issuerId: Uuid, id: Uuid): Promise<LedgerCodeRecord | undefined> {
    const found = await query<LedgerCodeRecord>(em, `${select} WHERE issuer_id = $1 AND id = $2 FOR UPDATE`, [issuerId, id]);
    return found[0];
  }

  async change(em: EntityManager, id: Uuid, kind: LedgerCodeKind, names: LedgerCodeNames, archived: boolean): Promise<void> {
    const text = `UPDATE ledger_codes SET kind = $2, names = $3::jsonb, archived = $4, version = version + 1 WHERE id = $1`;
    await execute(em, text, [id, kind, JSON.stringify(names), archived]);
  }

  async remove(em: EntityManager, id: Uuid): Promise<void> {
    await execute(em, 'DELETE FROM ledger_codes WHERE id = $1', [id]);
  }

  list(
    em: EntityManager,
    issuerId: Uuid,
    { kind, archived }: LedgerCodeFilter,
    after: string | undefined,
    descending: boolean,
    limit: number,
  ): Promise<LedgerCodeRecord[]> {
    return query(
      em,
      `${select} WHERE issuer_id = $1 AND ($2::text IS NULL OR kind = $2) AND ($3::boolean IS NULL OR archived = $3)
         AND ($4::text IS NULL OR code ${descending ? '<' : '>'} $4) ORDER BY code ${descending ? 'DESC' : 'ASC'} LIMIT $5`,
      [issuerId, kind ?? null, archived ?? null, after ?? null, limit],
    );
  }

  /** The newest first, along the journal's index: the documents of a day, and of each its lines of this code. */
  itemsOf(
    em: EntityManager,
    issuerId: Uuid,
    code: string,
    { from, to }: { from?: LocalDate; to?: LocalDate },
    before: BeforeItem | undefined,
    limit: number,
  ): Promise<LedgerCodeItem[]> {
    return query(
      em,
      `SELECT d.id AS "documentId", d.kind AS "documentKind", d.label AS number, d.issued_on AS "issuedOn", l.position, l.kind, l.description,
         l.person_id AS "personId", l.net_minor AS "netMinor", d.currency
       FROM documents d JOIN document_lines l ON l.document_id = d.id AND l.ledger_code = $2
       WHERE d.issuer_id = $1 AND d.issued_on >= coalesce($3::date, '-infinity') AND d.issued_on <= coalesce($4::date, 'infinity')
         AND ($5::date IS NULL OR (d.issued_on, d.id, l.position) < ($5::date, $6::uuid, $7::int))
         AND ($5::date IS NULL OR d.issued_on <= $5::date)
       ORDER BY d.issued_on DESC, d.id DESC, l.position DESC LIMIT $8`,
      [issuerId, code, from ?? null, to ?? null, before?.issuedOn ?? null, before?.documentId ?? null, before?.position ?? null, limit],
    );
  }
}

const select = `SELECT id, code, kind, names, in_use AS "inUse", archived, version FROM ledger_codes`;
