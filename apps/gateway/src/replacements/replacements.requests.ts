import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, Matches, ValidateNested } from 'class-validator';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';
import { ExtraLineBody } from '../sales/sales.requests.js';

export class ReplacementBody {
  @ApiProperty({ description: 'What is replaced', example: exampleId('membership') })
  @IsPublicId('membership')
  readonly membershipId!: string;

  @ApiProperty({ description: 'What takes its place: in the seller’s warehouse', example: exampleId('listing', 'e') })
  @IsPublicId('listing')
  readonly listingId!: string;

  @ApiPropertyOptional({ type: [ExtraLineBody], maxItems: 20, description: 'Fees and rebates, on the client’s new invoice alone' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ExtraLineBody)
  readonly extras?: ExtraLineBody[];

  @ApiPropertyOptional({
    description: 'What is planned to pay the old goes on for the new, as far as that stays open; ends when absent',
    example: false,
  })
  @Omittable()
  @IsBoolean()
  readonly takeOverPlan?: boolean;
}

export class ReplacementsPreviewBody {
  @ApiProperty({ type: [ReplacementBody], minItems: 1, maxItems: 250 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => ReplacementBody)
  readonly replacements!: ReplacementBody[];
}

export class ReplacementsBody extends ReplacementsPreviewBody {
  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that is confirmed: anything that would be billed otherwise refuses the whole',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash!: string;
}
