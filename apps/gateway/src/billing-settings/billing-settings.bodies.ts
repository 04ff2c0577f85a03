import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { upstreamCredits, type BillingSettingsRecord, type UpstreamCreditPolicy } from '#contracts/billing/billing-settings';
import { clientOccasions, type ClientOccasion } from '#contracts/identity/tell-clients.command';
import { publicId } from '#kernel/ids';
import { Omittable } from '../edge/omittable.js';
import { exampleId } from '../edge/public-ids.js';

const policy = 'What a federation credits a club that cancels a sale: nothing, within so many days of it, or what it approves';

const told = 'What the main contact of a client is told of by e-mail; never of what is imported';

export class BillingSettingsPatch {
  @ApiPropertyOptional({ enum: upstreamCredits, description: policy, example: 'within-days' })
  @Omittable()
  @IsIn(upstreamCredits)
  readonly upstreamCredit?: UpstreamCreditPolicy;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 3650, description: 'Of `within-days`', example: 30 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3650)
  readonly upstreamDays?: number | null;

  @ApiPropertyOptional({ description: 'Whether revenue of a term is earned over it', example: false })
  @Omittable()
  @IsBoolean()
  readonly accrual?: boolean;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 365,
    description: 'From the issue of a document to when it is due',
    example: 30,
  })
  @Omittable()
  @IsInt()
  @Min(0)
  @Max(365)
  readonly dueDays?: number;

  @ApiPropertyOptional({ enum: clientOccasions, isArray: true, uniqueItems: true, description: told, example: ['purchase', 'invoice'] })
  @Omittable()
  @IsArray()
  @ArrayUnique()
  @IsIn(clientOccasions, { each: true })
  readonly tellClientsOf?: ClientOccasion[];
}

export class BillingSettingsView {
  @ApiProperty({ example: exampleId('organization') })
  organizationId!: string;

  @ApiProperty({ enum: upstreamCredits, description: policy, example: 'never' })
  upstreamCredit!: UpstreamCreditPolicy;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of `within-days`', example: null })
  upstreamDays!: number | null;

  @ApiProperty({ description: 'Whether revenue of a term is earned over it', example: false })
  accrual!: boolean;

  @ApiProperty({ type: 'integer', description: 'From the issue of a document to when it is due', example: 30 })
  dueDays!: number;

  @ApiProperty({ enum: clientOccasions, isArray: true, description: told, example: ['purchase', 'invoice'] })
  tellClientsOf!: ClientOccasion[];
}

export const billingSettingsView = (record: BillingSettingsRecord): BillingSettingsView => ({
  organizationId: publicId('organization', record.organizationId),
  upstreamCredit: record.upstreamCredit,
  upstreamDays: record.upstreamDays,
  accrual: record.accrual,
  dueDays: record.dueDays,
  tellClientsOf: record.tellClientsOf,
});
