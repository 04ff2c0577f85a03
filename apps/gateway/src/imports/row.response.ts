import { ApiProperty } from '@nestjs/swagger';
import { keptRowReasons } from '#contracts/imports/undo';
import type { ImportRow, RowOutcome } from '#contracts/imports/imports';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

const outcomes = ['created', 'reused', 'skipped', 'excluded', 'failed', 'invalid', 'waiting'] as const satisfies readonly RowOutcome[];

export class RowInvoiceView {
  @ApiProperty({ example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ example: 'INV-000042' })
  number!: string;
}

export class RowCreditNoteView {
  @ApiProperty({ example: exampleId('creditNote') })
  id!: string;

  @ApiProperty({ example: '2026-000007' })
  number!: string;
}

export class RowUndoView {
  @ApiProperty({ description: 'False: kept as a whole, its membership and both invoices', example: true })
  undone!: boolean;

  @ApiProperty({ enum: keptRowReasons, isArray: true, description: 'Why it is kept', example: [] })
  reasons!: string[];

  @ApiProperty({ type: RowCreditNoteView, nullable: true, description: 'Club to client' })
  clientCreditNote!: RowCreditNoteView | null;

  @ApiProperty({ type: RowCreditNoteView, nullable: true, description: 'Federation to club' })
  corporateCreditNote!: RowCreditNoteView | null;
}

export class RowView {
  @ApiProperty({ type: 'integer', description: 'As a spreadsheet counts: the header is row 1', example: 2 })
  row!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Cleaned, by the template’s headers; dates as YYYY-MM-DD',
    example: { 'First name': 'Léa', 'Last name': 'Tremblay', 'Birth date': '2015-04-09', Membership: 'Patinage récréatif' },
  })
  values!: Record<string, string>;

  @ApiProperty({ enum: outcomes, example: 'created' })
  outcome!: RowOutcome;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('membership') })
  membershipId!: string | null;

  @ApiProperty({ type: RowInvoiceView, nullable: true, description: 'Club to client' })
  clientInvoice!: RowInvoiceView | null;

  @ApiProperty({ type: RowInvoiceView, nullable: true, description: 'Federation to club' })
  corporateInvoice!: RowInvoiceView | null;

  @ApiProperty({ type: RowUndoView, nullable: true, description: 'What the undo of the import made of it, if there is one' })
  undo!: RowUndoView | null;
}

export const rowView = (row: ImportRow): RowView => ({
  row: row.row,
  values: row.values,
  outcome: row.outcome,
  personId: maybePublicId('person', row.personId),
  membershipId: maybePublicId('membership', row.membershipId),
  clientInvoice: row.clientInvoice && invoiceView(row.clientInvoice),
  corporateInvoice: row.corporateInvoice && invoiceView(row.corporateInvoice),
  undo: row.undo && undoView(row.undo),
});

const undoView = ({ undone, reasons, clientCreditNote, corporateCreditNote }: NonNullable<ImportRow['undo']>): RowUndoView => ({
  undone,
  reasons,
  clientCreditNote: clientCreditNote && creditNoteView(clientCreditNote),
  corporateCreditNote: corporateCreditNote && creditNoteView(corporateCreditNote),
});

const creditNoteView = ({ id, number }: { id: string; number: string }): RowCreditNoteView => ({ id: publicId('creditNote', id), number });

const invoiceView = ({ id, number }: { id: string; number: string }): RowInvoiceView => ({ id: publicId('invoice', id), number });
