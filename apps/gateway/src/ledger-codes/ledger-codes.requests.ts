import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsIn, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { ledgerCodeKinds, type LedgerCodeKind } from '#contracts/billing/ledger-codes';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

/** A code is known by a name in each language; a language left out has none. */
export class LedgerCodeNamesBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Membership fees' })
  @Omittable()
  @Length(1, 200)
  readonly en?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Cotisations' })
  @Omittable()
  @Length(1, 200)
  readonly fr?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'Lidgelden' })
  @Omittable()
  @Length(1, 200)
  readonly nl?: string;
}

export class LedgerCodePatch {
  @ApiPropertyOptional({ enum: ledgerCodeKinds, description: 'What it collects', example: 'revenue' })
  @Omittable()
  @IsIn(ledgerCodeKinds)
  readonly kind?: LedgerCodeKind;

  @ApiPropertyOptional({ type: LedgerCodeNamesBody })
  @Omittable()
  @ValidateNested()
  @Type(() => LedgerCodeNamesBody)
  readonly names?: LedgerCodeNamesBody;

  @ApiPropertyOptional({ description: 'Takes nothing new from staff', example: false })
  @Omittable()
  @IsBoolean()
  readonly archived?: boolean;
}

export class LedgerCodeBody {
  @ApiProperty({ minLength: 1, maxLength: 40, description: 'As the accountant writes it; it stays for ever', example: '4200' })
  @Length(1, 40)
  @Matches(/^[^\p{C}\p{Z}]([^\p{C}]{0,38}[^\p{C}\p{Z}])?$/u, { message: '$property must be printable, without spaces around it' })
  readonly code!: string;

  @ApiProperty({ enum: ledgerCodeKinds, description: 'What it collects', example: 'revenue' })
  @IsIn(ledgerCodeKinds)
  readonly kind!: LedgerCodeKind;

  @ApiProperty({ type: LedgerCodeNamesBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => LedgerCodeNamesBody)
  readonly names!: LedgerCodeNamesBody;
}

export class LedgerCodesRequest extends PageRequest {
  @ApiPropertyOptional({ enum: ledgerCodeKinds, example: 'revenue' })
  @Omittable()
  @IsIn(ledgerCodeKinds)
  readonly kind?: LedgerCodeKind;

  @ApiPropertyOptional({ type: Boolean, description: 'Only archived codes, or only the others', example: false })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  readonly archived?: boolean;

  @ApiPropertyOptional({ enum: ['code', '-code'], default: 'code', example: 'code' })
  @IsIn(['code', '-code'])
  readonly sort: 'code' | '-code' = 'code';
}
