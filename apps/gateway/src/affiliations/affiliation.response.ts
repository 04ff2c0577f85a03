import { ApiProperty } from '@nestjs/swagger';
import { affiliationProblems, type AffiliationProblem, type AffiliationRecord } from '#contracts/memberships/affiliations';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { PlannedBillingView } from '../sales/planned-billing.response.js';
import { DocumentRefView, documentRefView } from '../sales/sale.response.js';

export class AffiliationPreviewView {
  @ApiProperty({
    type: String,
    enum: affiliationProblems,
    nullable: true,
    description: 'Why it cannot be bought; null: it can',
    example: null,
  })
  problem!: AffiliationProblem | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-09-01' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-08-31' })
  expiresOn!: string | null;

  @ApiProperty({ type: PlannedBillingView, nullable: true })
  billing!: PlannedBillingView | null;
}

export class AffiliationView {
  @ApiProperty({ example: exampleId('affiliation') })
  id!: string;

  @ApiProperty({ description: 'The club, which holds it', example: exampleId('organization') })
  organizationId!: string;

  @ApiProperty({ example: exampleId('organization', 'a') })
  federationId!: string;

  @ApiProperty({ example: exampleId('offer') })
  offerId!: string;

  @ApiProperty({ example: 'Affiliation de club' })
  name!: string;

  @ApiProperty({ enum: membershipStatuses, example: 'active' })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date', description: 'By the federation’s calendar', example: '2026-09-01' })
  purchasedOn!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-08-31' })
  expiresOn!: string | null;

  @ApiProperty({ type: MoneyView, description: 'Before taxes' })
  price!: MoneyView;

  @ApiProperty({ type: DocumentRefView, description: 'The federation’s, on the club’s corporate account' })
  invoice!: DocumentRefView;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Of one that was cancelled', example: null })
  endedOn!: string | null;
}

export const affiliationView = (one: AffiliationRecord): AffiliationView => ({
  id: publicId('affiliation', one.id),
  organizationId: publicId('organization', one.organizationId),
  federationId: publicId('organization', one.federationId),
  offerId: publicId('offer', one.offerId),
  name: one.name,
  status: one.status,
  purchasedOn: one.purchasedOn,
  effectiveOn: one.effectiveOn,
  expiresOn: one.expiresOn,
  price: moneyView(one.priceMinor, one.currency),
  invoice: documentRefView(one.invoice, one.currency),
  endedOn: one.endedOn,
});
