import { ApiProperty } from '@nestjs/swagger';
import {
  activityKinds,
  entryRefusals,
  type ActivityKind,
  type ActivityRecord,
  type EntryRefusal,
  type ValidPass,
} from '#contracts/memberships/entry';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ActivityView {
  @ApiProperty({ example: exampleId('activity') })
  id!: string;

  @ApiProperty({ enum: activityKinds, example: 'check-in' })
  kind!: ActivityKind;

  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The person’s client account here', example: exampleId('account') })
  accountId!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  at!: string;

  @ApiProperty({ example: true })
  admitted!: boolean;

  @ApiProperty({ type: String, enum: entryRefusals, nullable: true, description: 'Why not', example: null })
  reason!: EntryRefusal | null;

  @ApiProperty({ type: String, nullable: true, description: 'What let the person in', example: exampleId('membership') })
  membershipId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Its name', example: 'Récréatif' })
  pass!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Glace 2' })
  note!: string | null;
}

export class ValidPassView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: 'Récréatif' })
  name!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;
}

export class EntitlementView {
  @ApiProperty({ example: true })
  entitled!: boolean;

  @ApiProperty({ type: String, enum: entryRefusals, nullable: true, description: 'Why not', example: null })
  reason!: EntryRefusal | null;

  @ApiProperty({ type: [ValidPassView], description: 'Memberships that are good today, whichever club of the network sold them' })
  data!: ValidPassView[];
}

export class EntryBlockView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: true })
  blocked!: boolean;

  @ApiProperty({ type: String, nullable: true, example: 'See the manager' })
  reason!: string | null;
}

export const activityView = (activity: ActivityRecord): ActivityView => ({
  id: publicId('activity', activity.id),
  kind: activity.kind,
  personId: publicId('person', activity.personId),
  accountId: maybePublicId('account', activity.accountId),
  at: activity.at,
  admitted: activity.admitted,
  reason: activity.reason,
  membershipId: maybePublicId('membership', activity.membershipId),
  pass: activity.pass,
  note: activity.note,
});

export const validPassView = (pass: ValidPass): ValidPassView => ({
  membershipId: publicId('membership', pass.membershipId),
  offerId: publicId('offer', pass.offerId),
  name: pass.name,
  effectiveOn: pass.effectiveOn,
  expiresOn: pass.expiresOn,
});
