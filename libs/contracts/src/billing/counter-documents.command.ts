import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsInt, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { KeptRowReason } from '../imports/undo.js';
import { keptRowReasons } from '../imports/undo.js';
import { IsRows, aFlag, aText, aWhole, anId, listOf, oneOf } from '../rows.js';

/** What of a row's debtor is used by others than the import: it is kept though the row is undone. */
export interface UseBeyondImport {
  accountInUse: boolean; // The client has documents or payments of another origin.
  personInUse: boolean; // So has the person.
}

/** How an import's row stands in the books: no reason means that both its documents can be countered (IMP-17). */
export interface RowInBooks extends UseBeyondImport {
  row: number;
  reasons: KeptRowReason[];
  clientMinor: number;
  corporateMinor: number;
  paidMinor: number; // By the import's own payment (IMP-14).
}

/** Touched since? Billing's part of the answer, for up to 1,000 rows of an import. Writes nothing. */
export class FindTouchedDocuments extends Query<{ rows: RowInBooks[] }> {
  static readonly subject = 'billing.query.find-touched-documents.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsArray() @ArrayMaxSize(1000) @IsInt({ each: true }) readonly rows!: number[];
}

/**
 * A step of the undo of an import: each row's two documents are countered by credit notes at their levels and its own payment is
 * reversed, or the row is kept as a whole when something was done with it since. In one transaction, which is where it is decided.
 * Announces DocumentsCountered and sends CancelMemberships.
 */
export class CounterDocuments {
  static readonly subject = 'billing.run.counter-documents.v1';
  static readonly senders = ['imports'] as const;
  static readonly consumers = ['billing'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly federationId!: string;
  @IsArray() @ArrayMaxSize(2000) @IsInt({ each: true }) readonly rows!: number[];
}

export interface CounteredRow extends UseBeyondImport {
  row: number;
  clientCreditNoteId: Uuid;
  clientCreditNoteNumber: string;
  corporateCreditNoteId: Uuid;
  corporateCreditNoteNumber: string;
  clientMinor: number; // What was credited, taxes included.
  corporateMinor: number;
  refundedMinor: number;
}

/** A batch of an undo has its credit notes at both levels; rows that were touched are kept, and why. */
export class DocumentsCountered {
  static readonly subject = 'billing.event.documents-countered.v1';
  static readonly senders = ['billing'] as const;
  static readonly consumers = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsInt() readonly batch!: number;
  @IsRows(
    {
      row: aWhole,
      clientCreditNoteId: anId,
      clientCreditNoteNumber: aText(40),
      corporateCreditNoteId: anId,
      corporateCreditNoteNumber: aText(40),
      clientMinor: aWhole,
      corporateMinor: aWhole,
      refundedMinor: aWhole,
      accountInUse: aFlag,
      personInUse: aFlag,
    },
    { atMost: 2000 },
  )
  readonly rows!: CounteredRow[];
  @IsRows({ row: aWhole, reasons: listOf(oneOf(...keptRowReasons), keptRowReasons.length) }, { atMost: 2000 })
  readonly kept!: { row: number; reasons: KeptRowReason[] }[];
}
