import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import { insertRows, query } from '#platform/database/sql';
import type { DocumentToIssue } from '../domain/plan.js';

/** What is about to be written on an account. */
interface Entry {
  readonly id: Uuid;
  readonly issuerId: Uuid;
  readonly billingAccountId: Uuid;
  readonly currency: string;
}

type OnAccount = Pick<Entry, 'issuerId' | 'billingAccountId'>;

/**
 * Whose books show what (ID-24). A document or payment stands for ever on the sheet it was written on; nearly always that is its
 * account. Of accounts that were merged, sheets are shown in the survivor's books, and what comes later gets a sheet of its own.
 */
@Injectable()
export class Sheets {
  /** Where these accounts' books are kept, for those that were ever merged. Joining and splitting wait until the transaction ends. */
  async homes(em: EntityManager, entries: readonly OnAccount[]): Promise<ReadonlyMap<Uuid, Uuid>> {
    if (entries.length === 0) return new Map();
    await holdBooks(
      em,
      entries.map(({ issuerId }) => issuerId),
    );
    const ids = [...new Set(entries.map(({ billingAccountId }) => billingAccountId))];
    return new Map((await query<{ id: Uuid; home: Uuid }>(em, selectHomes, [ids])).map(({ id, home }) => [id, home]));
  }

  /** All sheets of an account's books, if it was ever merged; by the id of a closed one, of those it was joined to. */
  async of(em: EntityManager, billingAccountId: Uuid): Promise<readonly Uuid[] | undefined> {
    const [found] = await query<{ sheets: Uuid[] }>(em, selectSheetsOf, [billingAccountId]);
    return found?.sheets;
  }

  /** The same entries, on the accounts whose books they will be in. */
  async atHome<T extends OnAccount>(em: EntityManager, entries: readonly T[]): Promise<readonly T[]> {
    const homes = await this.homes(em, entries);
    if (homes.size === 0) return entries;
    return entries.map((entry) => ({ ...entry, billingAccountId: homes.get(entry.billingAccountId) ?? entry.billingAccountId }));
  }

  /** Sheets for documents of accounts that were merged: a credit note stands with what it credits, each invoice on one of its own. */
  async ofDocuments(em: EntityManager, documents: readonly DocumentToIssue[]): Promise<ReadonlyMap<Uuid, Uuid>> {
    const homes = await this.homes(em, documents);
    const merged = documents.filter(({ billingAccountId }) => homes.has(billingAccountId));
    if (merged.length === 0) return new Map();
    const credited = new Map(merged.flatMap(({ id, lines }) => (lines[0].credits ? [[id, lines[0].credits.documentId] as const] : [])));
    const known = new Map(
      (await query<{ id: Uuid; sheet: Uuid }>(em, selectSheets, [[...credited.values()]])).map(({ id, sheet }) => [id, sheet]),
    );
    const sheets = await this.open(
      em,
      merged.filter(({ id }) => !credited.has(id)),
      homes,
    );
    for (const [id, invoice] of credited) sheets.set(id, known.get(invoice) ?? id);
    return sheets;
  }

  /** A sheet of its own for each payment on an account that was merged. */
  async ofPayments(em: EntityManager, payments: readonly Entry[]): Promise<{ homes: ReadonlyMap<Uuid, Uuid>; sheets: Map<Uuid, Uuid> }> {
    const homes = await this.homes(em, payments);
    const merged = payments.filter(({ billingAccountId }) => homes.has(billingAccountId));
    return { homes, sheets: await this.open(em, merged, homes) };
  }

  private async open(em: EntityManager, entries: readonly Entry[], homes: ReadonlyMap<Uuid, Uuid>): Promise<Map<Uuid, Uuid>> {
    const sheets = new Map(entries.map(({ id }) => [id, derivedId('sheet', id)]));
    await insertRows(
      em,
      'billing_accounts',
      { id: 'uuid', level: 'text', issuer_id: 'uuid', currency: 'text', joined_to: 'uuid' },
      entries.map((entry) => [sheets.get(entry.id), 'client', entry.issuerId, entry.currency, homes.get(entry.billingAccountId)]),
    );
    return sheets;
  }
}

/** Until the transaction ends nobody joins or splits books of these issuers; whoever does holds them alone. */
export async function holdBooks(em: EntityManager, issuerIds: Iterable<Uuid>, alone = false): Promise<void> {
  await query(em, alone ? lockAlone : lockShared, [[...new Set(issuerIds)].sort()]);
}

const locking = (lock: string): string => `SELECT ${lock}(hashtextextended('billing.books/' || id, 0)) FROM unnest($1::text[]) AS t (id)`;
const [lockShared, lockAlone] = [locking('pg_advisory_xact_lock_shared'), locking('pg_advisory_xact_lock')];

const selectHomes = `SELECT id, coalesce(joined_to, id) AS home FROM billing_accounts
  WHERE id = ANY ($1::uuid[]) AND (joined_to IS NOT NULL OR merged)`;

const selectSheetsOf = `SELECT sheets_of(coalesce(joined_to, id)) AS sheets FROM billing_accounts
  WHERE id = $1 AND (joined_to IS NOT NULL OR merged)`;

const selectSheets = `SELECT id, billing_account_id AS sheet FROM documents WHERE id = ANY ($1::uuid[])`;
