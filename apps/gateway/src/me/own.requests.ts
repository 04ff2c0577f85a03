import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';
import { IsPublicId, exampleId } from '../edge/public-ids.js';

export class OwnMembershipsRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'Of one member of the account', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;

  @ApiPropertyOptional({ enum: membershipStatuses, example: 'active' })
  @Omittable()
  @IsIn(membershipStatuses)
  readonly status?: MembershipStatus;
}

export class OwnInvoicesRequest extends PageRequest {
  @ApiPropertyOptional({ enum: ['open', 'paid'], description: 'Whether anything of it is open', example: 'open' })
  @Omittable()
  @IsIn(['open', 'paid'])
  readonly state?: 'open' | 'paid';
}

export class OwnOnSaleRequest extends PageRequest {
  @ApiPropertyOptional({ description: 'Only what this member may have now', example: exampleId('person') })
  @Omittable()
  @IsPublicId('person')
  readonly personId?: string;
}

export class OwnPurchaseBody {
  @ApiProperty({ example: exampleId('listing') })
  @IsPublicId('listing')
  readonly listingId!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'A member of the account; left out for what belongs to the whole account',
    example: exampleId('person'),
  })
  @IsOptional()
  @IsPublicId('person')
  readonly personId?: string | null;
}

export class OwnPurchasesPreviewBody {
  @ApiProperty({ type: [OwnPurchaseBody], minItems: 1, maxItems: 50 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => OwnPurchaseBody)
  readonly purchases!: OwnPurchaseBody[];
}

export class OwnPurchasesBody extends OwnPurchasesPreviewBody {
  @ApiPropertyOptional({
    pattern: '^[0-9a-f]{64}$',
    description: 'Of the preview that was confirmed: anything that would be billed otherwise refuses the whole',
    example: '3f1c9a52d0d04c1f9a411c3f6f0f3f0a3f1c9a52d0d04c1f9a411c3f6f0f3f0a',
  })
  @Omittable()
  @Matches(/^[0-9a-f]{64}$/)
  readonly previewHash?: string;
}
