import { ApiProperty } from '@nestjs/swagger';
import {
  activityKinds,
  entryRefusals,
  type ActivityKind,
  type ActivityRecord,
  type BuyablePass,
  type EntryRefusal,
  type ValidPass,
} from '#contracts/memberships/entry';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ActivityView {
  @ApiProperty({ example: exampleId('activity') })
  id!: string;

  @ApiProperty({ enum: activityKinds, example: 'check-in' })
  kind!: ActivityKind;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null: a card was held out that says nothing of whose it is',
    example: exampleId('person'),
  })
  personId!: string | null;

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

export class BuyablePassView {
  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: 'Récréatif' })
  name!: string;

  @ApiProperty({ type: MoneyView })
  price!: MoneyView;

  @ApiProperty({ description: 'Bought by the account as a whole', example: false })
  family!: boolean;
}

export class EntitlementView {
  @ApiProperty({ example: true })
  entitled!: boolean;

  @ApiProperty({ type: String, enum: entryRefusals, nullable: true, description: 'Why not', example: null })
  reason!: EntryRefusal | null;

  @ApiProperty({
    type: [ValidPassView],
    description: 'Memberships that are good then, whichever club of the network sold them, the family’s included',
  })
  data!: ValidPassView[];

  @ApiProperty({ description: 'Several of those required are valid: one is to be chosen', example: false })
  choose!: boolean;

  @ApiProperty({ type: [BuyablePassView], description: 'None of those required is valid: what would do, as it is sold here today' })
  buy!: BuyablePassView[];
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
  personId: maybePublicId('person', activity.personId),
  accountId: maybePublicId('account', activity.accountId),
  at: activity.at,
  admitted: activity.admitted,
  reason: activity.reason,
  membershipId: maybePublicId('membership', activity.membershipId),
  pass: activity.pass,
  note: activity.note,
});

export const buyablePassView = (pass: BuyablePass): BuyablePassView => ({
  listingId: publicId('listing', pass.listingId),
  offerId: publicId('offer', pass.offerId),
  name: pass.name,
  price: moneyView(pass.sellingMinor, pass.currency),
  family: pass.family,
});

export const validPassView = (pass: ValidPass): ValidPassView => ({
  membershipId: publicId('membership', pass.membershipId),
  offerId: publicId('offer', pass.offerId),
  name: pass.name,
  effectiveOn: pass.effectiveOn,
  expiresOn: pass.expiresOn,
});
