import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsNotEmptyObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { CancellationCreditBody, CancellationRefundBody } from '../cancellations/cancellations.requests.js';
import { Omittable } from '../edge/omittable.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class MembershipCancellationBody {
  @ApiProperty({ example: exampleId('membership') })
  @IsPublicId('membership')
  readonly membershipId!: string;

  @ApiProperty({ type: CancellationCreditBody, description: 'What the client is credited; 0 percent: nothing' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CancellationCreditBody)
  readonly credit!: CancellationCreditBody;

  @ApiPropertyOptional({ type: CancellationRefundBody, description: 'None when absent: what was paid stays as credit on account' })
  @Omittable()
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CancellationRefundBody)
  readonly refund?: CancellationRefundBody;
}

export class MembershipCancellationsPreviewBody {
  @ApiProperty({ type: [MembershipCancellationBody], minItems: 1, maxItems: 250 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(250)
  @ValidateNested({ each: true })
  @Type(() => MembershipCancellationBody)
  readonly cancellations!: MembershipCancellationBody[];
}

export class MembershipCancellationsBody extends MembershipCancellationsPreviewBody {
  @ApiPropertyOptional({
    maxLength: 500,
    description: 'Why; for the organization that sold it, and on its credit notes',
    example: 'Blessure',
  })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;

  @ApiProperty({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that is confirmed: anything that would be credited otherwise refuses the whole',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash!: string;
}
