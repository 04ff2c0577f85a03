import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { CounterDocuments, DocumentsCountered, type CounteredRow } from '#contracts/billing/counter-documents.command';
import { CancelMemberships } from '#contracts/memberships/cancel-memberships.command';
import { todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { touchedSince } from '../../domain/undo.js';
import { Documents, type DocumentToIssue } from '../../persistence/documents.js';
import { ImportedRows, type CounteredInvoice, type ImportedInvoice } from '../../persistence/imported-rows.js';
import { Refunds } from '../../persistence/refunds.js';
import { creditNoteOf, reversalsOf } from './credit-notes.js';

/** An import's rows by number, with their invoices. */
type Rows = ReadonlyMap<number, readonly ImportedInvoice[]>;

/**
 * A batch of an undone import (IMP-17). What is decided here, under the locks of the items, is what memberships follow: rows that
 * nobody touched are countered at both levels, all others are kept as they are.
 */
@CommandHandler(CounterDocuments)
export class CounterDocumentsHandler implements ICommandHandler<CounterDocuments> {
  constructor(
    private readonly inbox: Inbox,
    private readonly organizations: OrganizationCopies,
    private readonly imported: ImportedRows,
    private readonly documents: Documents,
    private readonly refunds: Refunds,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  execute(command: CounterDocuments): Promise<void> {
    return this.inbox.once((em) => this.counter(em, command));
  }

  private async counter(em: EntityManager, command: CounterDocuments): Promise<void> {
    const { importId, batch, organizationId, federationId } = command;
    await this.imported.lock(em, importId, command.rows);
    const rows = Map.groupBy(await this.imported.standing(em, importId, command.rows), ({ row }) => row);
    const earlier = await this.imported.countered(em, importId, command.rows); // The same cause under another message id.
    const done = new Set(earlier.map(({ row }) => row));

    const kept = [...rows].flatMap(([row, invoices]) => {
      const reasons = done.has(row) ? [] : touchedSince(invoices);
      return reasons.length > 0 ? [{ row, reasons }] : [];
    });
    const keeping = new Set(kept.map(({ row }) => row));
    const undoing = [...rows].filter(([row]) => !keeping.has(row) && !done.has(row)).flatMap(([, invoices]) => invoices);
    const fresh = await this.issue(em, command, undoing);

    const countered = counteredRows(rows, [...earlier, ...fresh]);
    await this.outbox.add(em, DocumentsCountered, { importId, batch, rows: countered, kept });
    // Sent for an empty batch too: its answer is what tells the import that the batch is done.
    const cancelling = countered.map(({ row }) => row);
    await this.outbox.add(em, CancelMemberships, { importId, batch, organizationId, federationId, rows: cancelling });
  }

  private async issue(em: EntityManager, command: CounterDocuments, invoices: readonly ImportedInvoice[]): Promise<CounteredInvoice[]> {
    if (invoices.length === 0) return [];
    const ids = invoices.map(({ id }) => id);
    const today = await this.todayOf(em, command);
    const lines = await this.imported.linesOfRecord(em, ids);
    const notes = invoices.map((invoice) => creditNoteOf(command.importId, invoice, lines.get(invoice.id) ?? [], today(invoice.issuerId)));

    const reversals = invoices.flatMap((invoice) => reversalsOf(command.importId, invoice, today(invoice.issuerId)));
    if (reversals.length > 0) await this.refunds.reverse(em, reversals);
    await this.documents.insertContents(em, notes);
    await this.imported.creditWhole(em, ids);
    const issued = await this.documents.insertNumbered(em, notes);
    for (const issuerId of [command.organizationId, command.federationId].sort())
      await this.record(em, command, issuerId, notes, reversals.length);
    return issued.map(({ id, level, label, totalMinor }, i) => ({ id, level, label, totalMinor, row: invoices[i].row }));
  }

  /** A document bears its issuer's date, wherever the debtor is. Asking a calendar is slow: once an issuer. */
  private async todayOf(em: EntityManager, { organizationId, federationId }: CounterDocuments): Promise<(issuerId: Uuid) => LocalDate> {
    const [days, now] = [new Map<Uuid, LocalDate>(), this.clock.now()];
    for (const id of [organizationId, federationId]) days.set(id, todayIn((await this.organizations.get(em, id)).timeZone, now));
    return (issuerId) => {
      const today = days.get(issuerId);
      if (today === undefined) throw new Error(`issuer ${issuerId} is none of the two organizations of the import`);
      return today;
    };
  }

  private async record(
    em: EntityManager,
    { importId, batch, organizationId }: CounterDocuments,
    issuerId: Uuid,
    notes: readonly DocumentToIssue[],
    reversed: number,
  ): Promise<void> {
    const own = notes.filter((note) => note.issuerId === issuerId);
    if (own.length === 0) return;
    const totalMinor = own.reduce((total, note) => total + note.totalMinor, 0);
    const refunds = issuerId === organizationId ? reversed : 0;
    await this.audit.record(em, {
      organizationId: issuerId,
      action: 'billing.import-countered',
      subject: importId,
      facts: { batch, creditNotes: own.length, totalMinor, refunds, currency: own[0].currency },
    });
  }
}

function counteredRows(rows: Rows, notes: readonly CounteredInvoice[]): CounteredRow[] {
  return Array.from(
    Map.groupBy(notes, ({ row }) => row),
    ([row, ofRow]) => {
      const [client, corporate] = ['client', 'corporate'].map((level) => ofRow.find((note) => note.level === level));
      if (!client || !corporate) throw new Error(`row ${row} has no credit note at one level`);
      const invoice = rows.get(row)?.find(({ level }) => level === 'client');
      return {
        row,
        clientCreditNoteId: client.id,
        clientCreditNoteNumber: client.label,
        corporateCreditNoteId: corporate.id,
        corporateCreditNoteNumber: corporate.label,
        clientMinor: -client.totalMinor || 0, // Never -0.
        corporateMinor: -corporate.totalMinor || 0,
        refundedMinor: invoice?.payment?.amountMinor ?? 0,
        accountInUse: invoice?.accountInUse ?? false,
        personInUse: invoice?.personInUse ?? false,
      };
    },
  );
}
