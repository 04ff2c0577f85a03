import { ApiProperty } from '@nestjs/swagger';
import type { DocumentRef } from '#contracts/billing/credits';
import { saleProblems } from '#contracts/memberships/assess-sales.query';
import { unsellableBecause, type PlannedSale, type SoldMembership, type UnsellableBecause } from '#contracts/memberships/sales';
import { publicId } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { PlannedBillingView } from './planned-billing.response.js';

export class PlannedSaleView {
  @ApiProperty({
    type: String,
    enum: [...saleProblems, ...unsellableBecause],
    nullable: true,
    description: 'What keeps it from being sold; null: nothing',
    example: null,
  })
  problem!: UnsellableBecause | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] },
    nullable: true,
    description: 'Numbers and words about the problem',
    example: null,
  })
  facts!: Record<string, string | number> | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-09-01' })
  effectiveOn!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;
}

export class SalesPreviewView {
  @ApiProperty({ type: [PlannedSaleView], description: 'In the order they were asked for' })
  sales!: PlannedSaleView[];

  @ApiProperty({ type: PlannedBillingView, nullable: true, description: 'Of the sales without a problem; null: there is none' })
  billing!: PlannedBillingView | null;
}

export class DocumentRefView {
  @ApiProperty({ example: exampleId('invoice') })
  id!: string;

  @ApiProperty({ example: '2026-000042' })
  number!: string;

  @ApiProperty({ type: MoneyView })
  total!: MoneyView;
}

export class SoldMembershipView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ description: 'Shared by the lines of both invoices', example: exampleId('sale') })
  saleId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: it belongs to the account', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: exampleId('listing') })
  listingId!: string;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-06-30' })
  expiresOn!: string | null;

  @ApiProperty({ type: DocumentRefView, description: 'The seller’s, to its client' })
  clientInvoice!: DocumentRefView;

  @ApiProperty({ type: DocumentRefView, nullable: true, description: 'The federation’s, to the seller; null: sold at one level' })
  corporateInvoice!: DocumentRefView | null;
}

export class SalesView {
  @ApiProperty({ type: [SoldMembershipView], description: 'In the order they were asked for' })
  data!: SoldMembershipView[];
}

export const plannedSaleView = ({ problem, facts, effectiveOn, expiresOn }: PlannedSale): PlannedSaleView => ({
  problem,
  facts,
  effectiveOn,
  expiresOn,
});

export const documentRefView = ({ id, kind, number, totalMinor }: DocumentRef, currency: string): DocumentRefView => ({
  id: publicId(kind === 'invoice' ? 'invoice' : 'creditNote', id),
  number,
  total: moneyView(totalMinor, currency),
});

export const soldMembershipView = (sold: SoldMembership, currency: string): SoldMembershipView => ({
  membershipId: publicId('membership', sold.membershipId),
  saleId: publicId('sale', sold.saleId),
  personId: maybePublicId('person', sold.personId),
  accountId: publicId('account', sold.accountId),
  listingId: publicId('listing', sold.listingId),
  effectiveOn: sold.effectiveOn,
  expiresOn: sold.expiresOn,
  clientInvoice: documentRefView(sold.clientInvoice, currency),
  corporateInvoice: sold.corporateInvoice && documentRefView(sold.corporateInvoice, currency),
});
