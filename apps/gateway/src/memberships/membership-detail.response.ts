import { ApiProperty } from '@nestjs/swagger';
import {
  membershipStatuses,
  statusReasons,
  type MembershipDetail,
  type MembershipStatus,
  type StatusReason,
} from '#contracts/memberships/memberships.query';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { MembershipView, membershipView } from './membership.response.js';

export class StatusChangeView {
  @ApiProperty({ enum: membershipStatuses, example: 'active' })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  on!: string;

  @ApiProperty({ enum: statusReasons, description: '`term`: what its dates brought with them', example: 'sale' })
  reason!: StatusReason;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who ordered it; for the organization that sold it',
    example: 'Camille Tremblay',
  })
  by!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What was said of it; for the organization that sold it', example: null })
  memo!: string | null;
}

export class ExpiryChangeView {
  @ApiProperty({ format: 'date', description: 'The last day as it was', example: '2027-11-21' })
  expiredOn!: string;

  @ApiProperty({ format: 'date', description: 'What it became', example: '2027-12-31' })
  expiresOn!: string;

  @ApiProperty({ format: 'date', example: '2026-11-22' })
  on!: string;

  @ApiProperty({ example: 'Camille Tremblay' })
  by!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Blessure' })
  memo!: string | null;
}

export class MembershipDetailView extends MembershipView {
  @ApiProperty({ type: String, nullable: true, description: 'What it took the place of', example: null })
  replacesId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What took its place', example: exampleId('membership', 'e') })
  replacedById!: string | null;

  @ApiProperty({ type: [StatusChangeView], description: 'The oldest first, until today' })
  history!: StatusChangeView[];

  @ApiProperty({ type: [ExpiryChangeView], description: 'Last days that were moved; for the organization that sold it' })
  expiryChanges!: ExpiryChangeView[];
}

export const membershipDetailView = (membership: MembershipDetail): MembershipDetailView => ({
  ...membershipView(membership),
  replacesId: maybePublicId('membership', membership.replacesId),
  replacedById: maybePublicId('membership', membership.replacedById),
  history: membership.history.map(({ status, on, reason, by, memo }) => ({ status, on, reason, by, memo })),
  expiryChanges: membership.expiryChanges.map(({ expiredOn, expiresOn, on, by, memo }) => ({ expiredOn, expiresOn, on, by, memo })),
});
