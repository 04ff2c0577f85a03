import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { careUnits, shares, type CareUnit, type Share } from '#contracts/billing/childcare';
import { IsDay } from '../edge/days.js';
import { InLanguage, type Format } from '../edge/files.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class CareLineBody {
  @ApiProperty({ type: 'integer', description: 'The line of the invoice', minimum: 1, maximum: 200, example: 1 })
  @IsInt()
  @Min(1)
  @Max(200)
  readonly position!: number;

  @ApiProperty({ enum: careUnits, description: 'Whether care is counted by the day or by the week', example: 'day' })
  @IsIn(careUnits)
  readonly unit!: CareUnit;

  @ApiProperty({
    type: [String],
    format: 'date',
    description: 'Each day of care, or the first day of each week of it; they decide the year',
    example: ['2026-07-06', '2026-07-07'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(366)
  @IsDay({ each: true })
  readonly careOn!: string[];

  @ApiProperty({ format: 'date', description: 'Of the child, who is sixteen or younger on every day of care', example: '2018-04-09' })
  @IsDay()
  readonly childBornOn!: string;

  @ApiProperty({ type: MoneyBody, description: 'What of the line can’t be claimed' })
  @Convert(() => MoneyBody)
  @ValidateNested()
  readonly notEligible!: MoneyBody;
}

export class CareBody {
  @ApiProperty({ type: [CareLineBody], description: 'Those that are childcare; no others are' })
  @Convert(() => CareLineBody)
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  readonly lines!: CareLineBody[];
}

export class GuardianBody {
  @ApiPropertyOptional({ maxLength: 200, example: 'Hélène Tremblay' })
  @Omittable()
  @IsString()
  @MaxLength(200)
  readonly name?: string;

  @ApiPropertyOptional({ maxLength: 200, example: '12, rue Principale' })
  @Omittable()
  @IsString()
  @MaxLength(200)
  readonly address?: string;

  @ApiPropertyOptional({ maxLength: 100, example: 'Québec' })
  @Omittable()
  @IsString()
  @MaxLength(100)
  readonly city?: string;

  @ApiPropertyOptional({ maxLength: 10, example: 'QC' })
  @Omittable()
  @IsString()
  @MaxLength(10)
  readonly province?: string;

  @ApiPropertyOptional({ maxLength: 10, example: 'G1A 1A1' })
  @Omittable()
  @IsString()
  @MaxLength(10)
  readonly postalCode?: string;

  @ApiPropertyOptional({
    maxLength: 20,
    type: String,
    nullable: true,
    description: 'Social insurance number. Without it, the one that is kept of the same name stays; null removes it',
    example: '046 454 286',
  })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  readonly insuranceNumber?: string | null;
}

export class ChildShareBody {
  @ApiProperty({ example: exampleId('person') })
  @IsPublicId('person')
  readonly childId!: string;

  @ApiProperty({ enum: shares, description: 'Who pays: the first guardian, the second, or each of them half', example: 'half' })
  @IsIn(shares)
  readonly share!: Share;
}

export class GuardiansBody {
  @ApiProperty({ type: [GuardianBody], maxItems: 2, description: 'The first and the second' })
  @Convert(() => GuardianBody)
  @IsArray()
  @ArrayMaxSize(2)
  @ValidateNested({ each: true })
  readonly guardians!: GuardianBody[];

  @ApiProperty({ type: [ChildShareBody] })
  @Convert(() => ChildShareBody)
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  readonly shares!: ChildShareBody[];
}

export class SlipYearBody {
  @ApiProperty({ type: 'integer', description: 'The year the care occurred in', minimum: 2000, maximum: 2999, example: 2026 })
  @IsInt()
  @Min(2000)
  @Max(2999)
  readonly year!: number;
}

const formats = ['json', 'csv', 'pdf'] as const satisfies Format[];

export class SlipsRequest extends InLanguage {
  @ApiPropertyOptional({ type: 'integer', description: 'Of the care', minimum: 2000, maximum: 2999, example: 2026 })
  @Omittable()
  @Convert(() => Number)
  @IsInt()
  @Min(2000)
  @Max(2999)
  readonly year?: number;

  @ApiPropertyOptional({ example: exampleId('billingAccount') })
  @Omittable()
  @IsPublicId('billingAccount')
  readonly billingAccountId?: string;

  @ApiPropertyOptional({ enum: formats, description: 'By Accept when absent; a file is always whole', example: 'json' })
  @Omittable()
  @IsIn(formats)
  readonly format?: (typeof formats)[number];

  @ApiPropertyOptional({ description: 'How many at most', minimum: 1, maximum: 200, default: 50, type: 'integer', example: 50 })
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  readonly limit: number = 50;

  @ApiPropertyOptional({ description: 'The `next` of the page before', maxLength: 200, example: 'WzIwMjYsMTJd' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  readonly after?: string;
}
