import { ApiProperty } from '@nestjs/swagger';
import {
  ledgerCodeKinds,
  ledgerCodeTypes,
  typeOfCode,
  type LedgerCodeItem,
  type LedgerCodeKind,
  type LedgerCodeRecord,
  type LedgerCodeType,
} from '#contracts/billing/ledger-codes';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class LedgerCodeView {
  @ApiProperty({ example: exampleId('ledgerCode') })
  id!: string;

  @ApiProperty({ example: '4200' })
  code!: string;

  @ApiProperty({ enum: ledgerCodeKinds, description: 'What it collects', example: 'revenue' })
  kind!: LedgerCodeKind;

  @ApiProperty({ enum: ledgerCodeTypes, description: 'What an accountant files it under', example: 'revenue' })
  type!: LedgerCodeType;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'By language',
    example: { en: 'Membership fees', fr: 'Cotisations' },
  })
  names!: Record<string, string>;

  @ApiProperty({ description: 'Documents use it: it can be archived, not deleted', example: true })
  inUse!: boolean;

  @ApiProperty({ description: 'Takes nothing new from staff', example: false })
  archived!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const ledgerCodeView = ({ id, code, kind, names, inUse, archived, version }: LedgerCodeRecord): LedgerCodeView => ({
  id: publicId('ledgerCode', id),
  code,
  kind,
  type: typeOfCode(kind),
  names: Object.fromEntries(Object.entries(names).filter(([, name]) => typeof name === 'string')),
  inUse,
  archived,
  version,
});

export class LedgerCodeItemView {
  @ApiProperty({ description: 'The invoice or credit note', example: exampleId('invoice') })
  documentId!: string;

  @ApiProperty({ enum: ['invoice', 'credit-note'], example: 'invoice' })
  documentKind!: 'invoice' | 'credit-note';

  @ApiProperty({ example: '2026-000042' })
  number!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  issuedOn!: string;

  @ApiProperty({ type: 'integer', description: 'The line of the document', example: 1 })
  position!: number;

  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Before tax; negative on a credit note' })
  net!: MoneyView;
}

export const ledgerCodeItemView = (item: LedgerCodeItem): LedgerCodeItemView => ({
  documentId: publicId(item.documentKind === 'invoice' ? 'invoice' : 'creditNote', item.documentId),
  documentKind: item.documentKind,
  number: item.number,
  issuedOn: item.issuedOn,
  position: item.position,
  kind: item.kind,
  description: item.description,
  personId: maybePublicId('person', item.personId),
  net: moneyView(item.netMinor, item.currency),
});
