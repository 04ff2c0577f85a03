import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsNotEmptyObject, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { visibilities, type Visibility } from '#contracts/memberships/offers';
import { Flag } from '../edge/flag.js';
import { MoneyBody } from '../edge/money.js';
import { Omittable } from '../edge/omittable.js';
import { IsDay } from '../edge/days.js';
import { PageRequest } from '../edge/paging.js';
import { ReplacementRuleBody } from './replacement-rule.js';
import { FixedDatesTerm, FixedDurationTerm, OngoingTerm, TermBody, termTypes } from './term.js';

export class NamesBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Recreational' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly en?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Récréatif' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly fr?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Recreatief' })
  @Omittable()
  @IsString()
  @Length(1, 200)
  readonly nl?: string;
}

export class EligibilityBody {
  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    minimum: 0,
    maximum: 150,
    description: 'In completed years on the effective day',
    example: 6,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(150)
  readonly minAge?: number | null;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 0, maximum: 150, example: null })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(150)
  readonly maxAge?: number | null;

  @ApiPropertyOptional({ type: String, enum: ['M', 'F'], nullable: true, description: 'Anyone when absent', example: null })
  @IsOptional()
  @IsIn(['M', 'F'])
  readonly gender?: 'M' | 'F' | null;
}

/** What may be said of an offer both when it is made and when it is changed. */
export class OfferTerms {
  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'A day for everyone: stronger than any file and than the term',
    example: '2027-08-31',
  })
  @IsOptional()
  @IsDay()
  readonly expiresOn?: string | null;

  @ApiPropertyOptional({ type: EligibilityBody })
  @Omittable()
  @ValidateNested()
  @Type(() => EligibilityBody)
  readonly eligibility?: EligibilityBody;

  @ApiPropertyOptional({ type: 'integer', nullable: true, minimum: 1, maximum: 10_000_000, example: 500 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  readonly quotaPerReseller?: number | null;

  @ApiPropertyOptional({ description: 'Clubs may set their own selling price', example: true })
  @Omittable()
  @IsBoolean()
  readonly priceEditable?: boolean;

  @ApiPropertyOptional({ minLength: 1, maxLength: 40, description: 'The revenue account it is posted to', example: '4100' })
  @Omittable()
  @IsString()
  @Length(1, 40)
  readonly ledgerCode?: string;

  @ApiPropertyOptional({ enum: lineKinds, description: 'Which of the issuers’ taxes apply', example: 'membership' })
  @Omittable()
  @IsIn(lineKinds)
  readonly taxKind?: LineKind;

  @ApiPropertyOptional({ description: 'Whoever holds it has a card', example: true })
  @Omittable()
  @IsBoolean()
  readonly card?: boolean;

  @ApiPropertyOptional({ description: 'The card shows the picture of whoever holds it, if there is one', example: true })
  @Omittable()
  @IsBoolean()
  readonly cardPhoto?: boolean;

  @ApiPropertyOptional({ enum: visibilities, description: 'To the clubs that may add it to their warehouse', example: 'immediate' })
  @Omittable()
  @IsIn(visibilities)
  readonly visibility?: Visibility;

  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Of what is scheduled', example: null })
  @IsOptional()
  @IsDay()
  readonly visibleFrom?: string | null;

  @ApiPropertyOptional({
    type: ReplacementRuleBody,
    description: 'What it may be replaced by; nothing when never said',
    example: { mode: 'list', select: 'greater-price' },
  })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => ReplacementRuleBody)
  readonly replacementRule?: ReplacementRuleBody;
}

@ApiExtraModels(FixedDatesTerm, FixedDurationTerm, OngoingTerm)
export class OfferBody extends OfferTerms {
  @ApiProperty({ type: NamesBody, description: 'By language, at least one' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => NamesBody)
  readonly names!: NamesBody;

  @ApiProperty({ type: MoneyBody, description: 'What the federation charges its clubs, in its currency' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly originalPrice!: MoneyBody;

  @ApiProperty({ oneOf: [FixedDatesTerm, FixedDurationTerm, OngoingTerm].map((type) => ({ $ref: getSchemaPath(type) })) })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => TermBody, termTypes)
  readonly term!: TermBody;

  @ApiPropertyOptional({
    description: 'For clubs to resell; a federation’s are unless it says otherwise, nobody else’s can be',
    example: true,
  })
  @Omittable()
  @IsBoolean()
  readonly resale?: boolean;

  @ApiPropertyOptional({
    description: 'It belongs to an account, and every member of the account is entitled by it; never changed later',
    example: false,
  })
  @Omittable()
  @IsBoolean()
  readonly family?: boolean;

  @ApiPropertyOptional({
    description: 'A federation’s to its clubs themselves, which buy it on their corporate account; never changed later',
    example: false,
  })
  @Omittable()
  @IsBoolean()
  readonly affiliation?: boolean;
}

@ApiExtraModels(FixedDatesTerm, FixedDurationTerm, OngoingTerm)
export class OfferPatch extends OfferTerms {
  @ApiPropertyOptional({ type: NamesBody })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => NamesBody)
  readonly names?: NamesBody;

  @ApiPropertyOptional({ type: MoneyBody })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => MoneyBody)
  readonly originalPrice?: MoneyBody;

  @ApiPropertyOptional({
    oneOf: [FixedDatesTerm, FixedDurationTerm, OngoingTerm].map((type) => ({ $ref: getSchemaPath(type) })),
    description: 'For sales to come; memberships sold keep their dates',
  })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => TermBody, termTypes)
  readonly term?: TermBody;

  @ApiPropertyOptional({ description: 'An archived offer is no longer sold; memberships sold keep it', example: false })
  @Omittable()
  @IsBoolean()
  readonly archived?: boolean;
}

export class OffersRequest extends PageRequest {
  @Flag('Only those that are archived, or are not')
  readonly archived?: boolean;

  @Flag('Only those for resale, or those that their designer sells itself')
  readonly resale?: boolean;
}
