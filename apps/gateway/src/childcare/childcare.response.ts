import { ApiProperty } from '@nestjs/swagger';
import {
  careUnits,
  missingForSlip,
  shares,
  slipCodes,
  type CareRecord,
  type CareUnit,
  type GuardiansRecord,
  type MissingForSlip,
  type Share,
  type SlipCode,
  type SlipRecord,
  type SlipsMade,
} from '#contracts/billing/childcare';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';

export class CareLineView {
  @ApiProperty({ type: 'integer', example: 1 })
  position!: number;

  @ApiProperty({ enum: careUnits, example: 'day' })
  unit!: CareUnit;

  @ApiProperty({ type: [String], example: ['2026-07-06', '2026-07-07'] })
  careOn!: string[];

  @ApiProperty({ format: 'date', example: '2018-04-09' })
  childBornOn!: string;

  @ApiProperty({ type: MoneyView })
  notEligible!: MoneyView;
}

export class CareView {
  @ApiProperty({ type: [CareLineView] })
  lines!: CareLineView[];
}

export class GuardianView {
  @ApiProperty({ type: String, nullable: true, example: 'Hélène Tremblay' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '12, rue Principale' })
  address!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Québec' })
  city!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'QC' })
  province!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'G1A 1A1' })
  postalCode!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Its last digits; it is never shown whole', example: '••• ••• 286' })
  insuranceNumber!: string | null;
}

export class ChildShareView {
  @ApiProperty({ example: exampleId('person') })
  childId!: string;

  @ApiProperty({ enum: shares, example: 'half' })
  share!: Share;
}

export class GuardiansView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ type: [GuardianView] })
  guardians!: GuardianView[];

  @ApiProperty({ type: [ChildShareView] })
  shares!: ChildShareView[];
}

export class SlipView {
  @ApiProperty({ description: 'Of the issuer and year', example: '2026-000042' })
  number!: string;

  @ApiProperty({ enum: slipCodes, description: 'Original, amended, cancelled', example: 'R' })
  code!: SlipCode;

  @ApiProperty({ type: String, nullable: true, description: 'The slip it amends or cancels', example: null })
  amends!: string | null;

  @ApiProperty({ type: 'integer', description: 'The year the care occurred in', example: 2026 })
  year!: number;

  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ example: exampleId('person') })
  childId!: string;

  @ApiProperty({ example: 'Léa Tremblay' })
  childName!: string;

  @ApiProperty({ example: 'Hélène Tremblay' })
  payerName!: string;

  @ApiProperty({ example: '12, rue Principale\nQuébec QC G1A 1A1' })
  payerAddress!: string;

  @ApiProperty({ description: 'Its last digits; whole in files only', example: '••• ••• 286' })
  insuranceNumber!: string;

  @ApiProperty({ enum: careUnits, example: 'day' })
  unit!: CareUnit;

  @ApiProperty({ type: 'integer', description: 'Days or weeks of care', example: 10 })
  units!: number;

  @ApiProperty({ type: MoneyView, description: 'Box C: paid' })
  total!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Box D: not eligible' })
  notEligible!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'Box E: eligible' })
  eligible!: MoneyView;

  @ApiProperty({ format: 'date', example: '2027-02-15' })
  madeOn!: string;
}

export class BlockedSlipView {
  @ApiProperty({ example: exampleId('billingAccount') })
  billingAccountId!: string;

  @ApiProperty({ example: exampleId('person') })
  childId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Léa Tremblay' })
  childName!: string | null;

  @ApiProperty({ enum: missingForSlip, isArray: true, description: 'All that stands in the way', example: ['insurance-number'] })
  missing!: MissingForSlip[];
}

export class SlipsMadeView {
  @ApiProperty({ type: 'integer', example: 2026 })
  year!: number;

  @ApiProperty({ type: 'integer', description: 'Code R', example: 12 })
  original!: number;

  @ApiProperty({ type: 'integer', description: 'Code A', example: 1 })
  amended!: number;

  @ApiProperty({ type: 'integer', description: 'Code D', example: 0 })
  cancelled!: number;

  @ApiProperty({ type: [BlockedSlipView], description: 'Care that no slip can be made for' })
  blocked!: BlockedSlipView[];
}

export const careView = (lines: readonly CareRecord[], currency: string): CareView => ({
  lines: lines.map(({ position, unit, careOn, childBornOn, notEligibleMinor }) => ({
    position,
    unit,
    careOn,
    childBornOn,
    notEligible: moneyView(notEligibleMinor, currency),
  })),
});

export const guardiansView = ({ billingAccountId, guardians, shares: given }: GuardiansRecord): GuardiansView => ({
  billingAccountId: publicId('billingAccount', billingAccountId),
  guardians: guardians.map(({ name, address, city, province, postalCode, insuranceNumber }) => ({
    name,
    address,
    city,
    province,
    postalCode,
    insuranceNumber,
  })),
  shares: given.map(({ childId, share }) => ({ childId: publicId('person', childId), share })),
});

export const slipView = (slip: SlipRecord): SlipView => ({
  number: slip.number,
  code: slip.code,
  amends: slip.amends,
  year: slip.year,
  billingAccountId: publicId('billingAccount', slip.billingAccountId),
  childId: publicId('person', slip.childId),
  childName: slip.childName,
  payerName: slip.payerName,
  payerAddress: slip.payerAddress,
  insuranceNumber: slip.insuranceNumber,
  unit: slip.unit,
  units: slip.units,
  total: moneyView(slip.totalMinor, slip.currency),
  notEligible: moneyView(slip.notEligibleMinor, slip.currency),
  eligible: moneyView(slip.eligibleMinor, slip.currency),
  madeOn: slip.madeOn,
});

export const slipsMadeView = ({ year, original, amended, cancelled, blocked }: SlipsMade): SlipsMadeView => ({
  year,
  original,
  amended,
  cancelled,
  blocked: blocked.map(({ billingAccountId, childId, childName, missing }) => ({
    billingAccountId: publicId('billingAccount', billingAccountId),
    childId: publicId('person', childId),
    childName,
    missing,
  })),
});
