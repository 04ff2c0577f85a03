import { ApiProperty } from '@nestjs/swagger';
import type { MemberGroup, MembersCounted } from '#contracts/memberships/reports.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { PageView } from '../edge/paging.js';
import { exampleId } from '../edge/public-ids.js';
import type { ClubLine } from './club-lines.js';

export class MembersLineView {
  @ApiProperty({ description: 'The offer, the club or the home', example: exampleId('offer') })
  id!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Récréatif' })
  name!: string | null;

  @ApiProperty({ type: 'integer', example: 3 })
  pending!: number;

  @ApiProperty({ type: 'integer', example: 118 })
  active!: number;

  @ApiProperty({ type: 'integer', example: 40 })
  expired!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  cancelled!: number;

  @ApiProperty({ type: 'integer', example: 5 })
  replaced!: number;
}

const answered = ['answered', 'unavailable'] as const;
export type Answered = (typeof answered)[number];

export class ReportPartsView {
  @ApiProperty({ enum: answered, description: 'Sales, replacements and cancellations', example: 'answered' })
  sales!: Answered;

  @ApiProperty({ enum: answered, description: 'Amounts due', example: 'answered' })
  due!: Answered;
}

export class ClubLineView {
  @ApiProperty({ example: exampleId('organization') })
  clubId!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Club de patinage de Chicoutimi' })
  name!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Null: that part did not answer', example: 118 })
  sold!: number | null;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'Of what was sold, at original prices, before taxes' })
  original!: MoneyView | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 5 })
  replaced!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2 })
  cancelled!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Bought by the club itself', example: 1 })
  affiliations!: number | null;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'Of its affiliations, before taxes' })
  affiliated!: MoneyView | null;

  @ApiProperty({
    type: MoneyView,
    nullable: true,
    description: 'What the club owes its federation today; negative: credit. Null: no account, or no answer',
  })
  due!: MoneyView | null;
}

export class ClubsReportView {
  @ApiProperty({ format: 'date', example: '2026-09-01' })
  from!: string;

  @ApiProperty({ format: 'date', example: '2026-09-30' })
  to!: string;

  @ApiProperty({ type: ReportPartsView, description: 'Which parts are in it: one that is down leaves the other' })
  parts!: ReportPartsView;

  @ApiProperty({ type: [ClubLineView] })
  data!: ClubLineView[];

  @ApiProperty({ type: PageView })
  page!: PageView;
}

export const membersLineView = (by: MemberGroup, { id, name, byStatus }: MembersCounted): MembersLineView => ({
  id: publicId(by === 'offer' || by === 'affiliation' ? 'offer' : 'organization', id),
  name,
  ...byStatus,
});

export const clubLineView = ({ clubId, name, sales, due }: ClubLine): ClubLineView => ({
  clubId: publicId('organization', clubId),
  name,
  sold: sales && sales.sold,
  original: sales?.currency ? moneyView(sales.originalMinor, sales.currency) : null,
  replaced: sales && sales.replaced,
  cancelled: sales && sales.cancelled,
  affiliations: sales && sales.affiliations,
  affiliated: sales?.currency ? moneyView(sales.affiliationsMinor, sales.currency) : null,
  due: due && moneyView(due.balanceMinor, due.currency),
});
