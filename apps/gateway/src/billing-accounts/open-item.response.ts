import { ApiProperty } from '@nestjs/swagger';
import { matchStates, type MatchState, type OpenItemRecord } from '#contracts/billing/payments';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';

export class OpenItemView {
  @ApiProperty({ example: exampleId('invoice') })
  invoiceId!: string;

  @ApiProperty({ example: '2026-000042' })
  invoiceNumber!: string;

  @ApiProperty({ type: 'integer', description: 'The line of the invoice', example: 1 })
  position!: number;

  @ApiProperty({ example: 'Patinage récréatif, 2026-09-01 – 2027-08-31' })
  description!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Léa Tremblay' })
  personName!: string | null;

  @ApiProperty({ format: 'date', example: '2026-12-21' })
  dueOn!: string;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'By payments' })
  settled!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Neither settled nor credited' })
  open!: MoneyView;

  @ApiProperty({ enum: matchStates, description: '`planned`: covered by planned payments', example: 'partial' })
  state!: MatchState;
}

export const openItemView = (item: OpenItemRecord): OpenItemView => ({
  invoiceId: publicId('invoice', item.invoiceId),
  invoiceNumber: item.invoiceNumber,
  position: item.position,
  description: item.description,
  personName: item.personName,
  dueOn: item.dueOn,
  total: moneyView(item.totalMinor, item.currency),
  settled: moneyView(item.settledMinor, item.currency),
  open: moneyView(item.openMinor, item.currency),
  state: item.state,
});
