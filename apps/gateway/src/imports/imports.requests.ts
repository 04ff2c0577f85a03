import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { importKinds, type ImportKind, type Severity } from '#contracts/imports/imports';
import { Omittable } from '../edge/omittable.js';
import { LongPageRequest, PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';
import { IsTextMap } from '../edge/text-map.js';
import { severities } from './issue.response.js';

export class ImportsRequest extends PageRequest {
  @ApiPropertyOptional({ enum: importKinds, example: 'resale' })
  @Omittable()
  @IsIn(importKinds)
  readonly kind?: ImportKind;
}

/** The fields that come beside the file. */
export class UploadForm {
  @ApiProperty({ enum: importKinds, example: 'resale' })
  @IsIn(importKinds)
  readonly kind!: ImportKind;
}

export class IssuesRequest extends LongPageRequest {
  @ApiPropertyOptional({ enum: severities, example: 'error' })
  @Omittable()
  @IsIn(severities)
  readonly severity?: Severity;

  @ApiPropertyOptional({ maxLength: 60, example: 'imports.bad-date' })
  @Omittable()
  @IsString()
  @MaxLength(60)
  readonly code?: string;
}

export class RowPatch {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 500 },
    description: 'New values of cells, by the template’s headers; the others stay',
    example: { 'Birth date': '2015/04/09' },
  })
  @Omittable()
  @IsTextMap({ fields: 64, length: 500 })
  readonly values?: Record<string, string>;

  @ApiPropertyOptional({ description: 'Leaves the row out of the import, or takes it in again', example: false })
  @Omittable()
  @IsBoolean()
  readonly excluded?: boolean;
}

export class DecisionBody {
  @ApiProperty({ type: 'integer', minimum: 2, example: 17 })
  @IsInt()
  @Min(2)
  readonly row!: number;

  @ApiProperty({ type: String, nullable: true, description: 'One of the candidates; null: somebody new', example: exampleId('person') })
  @ValidateIf((_body, value) => value !== null)
  @IsPublicId('person')
  readonly personId!: string | null;
}

export class DecisionsBody {
  @ApiProperty({ type: [DecisionBody], minItems: 1, maxItems: 1000, description: 'All are taken or none' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => DecisionBody)
  readonly decisions!: DecisionBody[];
}

export class CommitBody {
  @ApiProperty({ description: 'Of the preview that was agreed to', minLength: 1, maxLength: 100, example: '9f86d081884c7d65' })
  @IsString()
  @Length(1, 100)
  readonly previewHash!: string;

  @ApiPropertyOptional({ description: 'Yes, import this content although it was imported before', default: false, example: false })
  @Omittable()
  @IsBoolean()
  readonly confirmRepeat?: boolean;
}
