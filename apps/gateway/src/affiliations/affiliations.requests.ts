import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsString, MaxLength, ValidateNested } from 'class-validator';
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

export class AffiliationBody extends AffiliationPreviewBody {}

export class AffiliationCancellationBody {
  @ApiProperty({ type: CreditBody, description: 'What of its invoice is credited; 0 percent: nothing' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => CreditBody)
  readonly credit!: CreditBody;

  @ApiPropertyOptional({ maxLength: 500, description: 'Why; on the credit note', example: 'Dissolution du club' })
  @Omittable()
  @IsString()
  @MaxLength(500)
  readonly memo?: string;
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
