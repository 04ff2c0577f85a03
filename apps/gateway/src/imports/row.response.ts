import { ApiProperty } from '@nestjs/swagger';
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
}

export const rowView = (row: ImportRow): RowView => ({
  row: row.row,
  values: row.values,
  outcome: row.outcome,
  personId: maybePublicId('person', row.personId),
  membershipId: maybePublicId('membership', row.membershipId),
  clientInvoice: row.clientInvoice && invoiceView(row.clientInvoice),
  corporateInvoice: row.corporateInvoice && invoiceView(row.corporateInvoice),
});

const invoiceView = ({ id, number }: { id: string; number: string }): RowInvoiceView => ({ id: publicId('invoice', id), number });
