import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { CreditBody } from '../edge/credit.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class AffiliationPreviewBody {
  @ApiProperty({ description: 'One that the federation made for its clubs', example: exampleId('offer') })
  @IsPublicId('offer')
  readonly offerId!: string;
}

const hash = '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a';

export class AffiliationBody extends AffiliationPreviewBody {
  @ApiPropertyOptional({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that is confirmed: anything that would be billed otherwise refuses it',
    example: hash,
  })
  @Omittable()
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash?: string;
}

export class AffiliationCancellationPreviewBody {
  @ApiProperty({ type: CreditBody, description: 'What of its invoice is credited; 0 percent: nothing' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CreditBody)
  readonly credit!: CreditBody;
}

export class AffiliationCancellationBody extends AffiliationCancellationPreviewBody {
  @ApiPropertyOptional({ maxLength: 500, description: 'Why; on the credit note', example: 'Dissolution du club' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;

  @ApiPropertyOptional({ pattern: '^[0-9a-f]{64}$', description: 'Of the preview that is confirmed', example: hash })
  @Omittable()
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash?: string;
}

export class AffiliationsRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'The club', example: exampleId('organization') })
  @Omittable()
  @IsPublicId('organization')
  readonly organizationId?: string;

  @ApiPropertyOptional({ example: exampleId('offer') })
  @Omittable()
  @IsPublicId('offer')
  readonly offerId?: string;

  @ApiPropertyOptional({ enum: membershipStatuses, example: 'active' })
  @Omittable()
  @IsIn(membershipStatuses)
  readonly status?: MembershipStatus;
}
