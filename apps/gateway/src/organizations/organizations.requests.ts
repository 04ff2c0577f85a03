import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { organizationKinds, type OrganizationKind } from '#kernel/roles';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

const spoken = ['en', 'fr', 'nl'] as const;

export class TaxBody {
  @ApiProperty({ minLength: 1, maxLength: 20, example: 'QST' })
  @IsString()
  @Length(1, 20)
  readonly code!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 1_000_000, description: 'In parts per million: 9.975 % is 99750', example: 99_750 })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly ratePpm!: number;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 50,
    description: 'The number printed on documents',
    example: '1000000000TQ0001',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly registration?: string | null;

  @ApiPropertyOptional({
    enum: lineKinds,
    isArray: true,
    nullable: true,
    description: 'What it applies to; everything when absent',
    example: null,
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsIn(lineKinds, { each: true })
  readonly kinds?: LineKind[] | null;

  @ApiPropertyOptional({
    type: Boolean,
    nullable: true,
    description: 'Whether it is on the price and the taxes listed before it, not on the price alone',
    example: null,
  })
  @IsOptional()
  @IsBoolean()
  readonly compound?: boolean | null;
}

export class OrganizationBody {
  @ApiProperty({ enum: organizationKinds, example: 'club' })
  @IsIn(organizationKinds)
  readonly kind!: OrganizationKind;

  @ApiPropertyOptional({ description: 'Of a club, when an operator registers it', example: exampleId('organization', 'a') })
  @Omittable()
  @IsPublicId('organization')
  readonly federationId?: string;

  @ApiProperty({ minLength: 1, maxLength: 200, example: 'Club de patinage Rosemont' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ description: 'ISO 4217', pattern: '^[A-Z]{3}$', example: 'CAD' })
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as CAD' })
  readonly currency!: string;

  @ApiProperty({ description: 'Of the IANA time zone database', maxLength: 64, example: 'America/Montreal' })
  @IsString()
  @MaxLength(64)
  readonly timeZone!: string;

  @ApiProperty({ enum: spoken, isArray: true, minItems: 1, description: 'The first is its default', example: ['fr', 'en'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(spoken, { each: true })
  readonly languages!: string[];

  @ApiProperty({ description: 'ISO 3166-1 alpha-2', pattern: '^[A-Z]{2}$', example: 'CA' })
  @Matches(/^[A-Z]{2}$/, { message: '$property must be an ISO 3166-1 code such as CA' })
  readonly country!: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 10, example: 'QC' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  readonly province?: string | null;

  @ApiPropertyOptional({ description: 'Its clients’ invoices of an import are recorded as paid', default: false, example: false })
  @Omittable()
  @IsBoolean()
  readonly freemium?: boolean;

  @ApiPropertyOptional({ type: [TaxBody], maxItems: 5, description: 'Those of its province when absent; an empty list collects none' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => TaxBody)
  readonly taxes?: TaxBody[];
}

export class OrganizationPatch {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Club de patinage Rosemont-Petite-Patrie' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly name?: string;

  @ApiPropertyOptional({ enum: spoken, isArray: true, minItems: 1, example: ['fr', 'en'] })
  @Omittable()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(spoken, { each: true })
  readonly languages?: string[];

  @ApiPropertyOptional({ example: true })
  @Omittable()
  @IsBoolean()
  readonly freemium?: boolean;

  @ApiPropertyOptional({ type: [TaxBody], maxItems: 5, description: 'All of them, in the order they stand on documents' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(5)
  @ValidateNested({ each: true })
  @Type(() => TaxBody)
  readonly taxes?: TaxBody[];
}
