import { ApiProperty } from '@nestjs/swagger';
import { electronicMethods, type ElectronicMethod } from '#contracts/billing/payment-methods';
import { recurrenceUnits, type RecurrenceUnit, type RecurringChargeRecord } from '#contracts/billing/recurring-charges';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class RecurringChargeView {
  @ApiProperty({ example: exampleId('recurringCharge') })
  id!: string;

  @ApiProperty({ example: exampleId('organization') })
  issuerId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The club that pays, at the corporate level', example: null })
  debtorId!: string | null;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ enum: lineKinds, example: 'subscription' })
  kind!: LineKind;

  @ApiProperty({ example: 'Ice time' })
  description!: string;

  @ApiProperty({ example: '4200' })
  ledgerCode!: string;

  @ApiProperty({ type: String, nullable: true, example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Léa Tremblay' })
  personName!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Before taxes' })
  net!: MoneyView;

  @ApiProperty({ enum: recurrenceUnits, example: 'month' })
  unit!: RecurrenceUnit;

  @ApiProperty({ type: 'integer', description: 'Every so many units', example: 1 })
  every!: number;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  startsOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The last day anything is due', example: null })
  endsOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Null: over', example: '2026-12-01' })
  nextOn!: string | null;

  @ApiProperty({ example: false })
  paused!: boolean;

  @ApiProperty({
    type: String,
    enum: electronicMethods,
    nullable: true,
    description: 'Null: invoiced, and paid otherwise',
    example: 'card',
  })
  method!: ElectronicMethod | null;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const recurringChargeView = (charge: RecurringChargeRecord): RecurringChargeView => ({
  id: publicId('recurringCharge', charge.id),
  issuerId: publicId('organization', charge.issuerId),
  debtorId: maybePublicId('organization', charge.debtorId),
  billingAccountId: publicId('billingAccount', charge.billingAccountId),
  kind: charge.kind,
  description: charge.description,
  ledgerCode: charge.ledgerCode,
  personId: maybePublicId('person', charge.personId),
  personName: charge.personName,
  net: moneyView(charge.netMinor, charge.currency),
  unit: charge.unit,
  every: charge.every,
  startsOn: charge.startsOn,
  endsOn: charge.endsOn,
  nextOn: charge.nextOn,
  paused: charge.paused,
  method: charge.method,
  version: charge.version,
});
