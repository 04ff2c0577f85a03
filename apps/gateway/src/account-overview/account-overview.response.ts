import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { lineKinds, type LineKind } from '#contracts/identity/organizations';
import { membershipStatuses } from '#contracts/memberships/memberships.query';
import { AccountView } from '../accounts/account.response.js';
import { ActivityView } from '../activities/activity.response.js';
import { BillingAccountView } from '../billing-accounts/billing-account.response.js';
import { CardView } from '../cards/card.response.js';
import { CreditNoteView } from '../credit-notes/credit-note.response.js';
import { MoneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { InvoiceView } from '../invoices/invoice.response.js';
import { PaymentView } from '../payments/payment.response.js';
import { PlannedPaymentView } from '../planned-payments/planned-payment.response.js';
import { MemberSkillView } from '../skills/skill.response.js';
import { UnpaidItemView } from '../unpaid/unpaid.response.js';
import { accountActions, type AccountAction } from './actions.js';
import { PartView, ShortListView } from './part.response.js';
import type { Purchase } from './purchases.js';

export class MembersPartView extends PartView {
  @ApiProperty({ type: AccountView, nullable: true, description: 'Its owner, its members, who signs in, what the owner lets you see' })
  content!: AccountView | null;
}

export class AccountActionView {
  @ApiProperty({ enum: accountActions, example: 'sell' })
  action!: AccountAction;

  @ApiProperty({ description: 'Where it is sent, by POST; what stands in braces is chosen', example: '/v1/sales' })
  path!: string;
}

export class AccountActionsView {
  @ApiProperty({ type: [AccountActionView] })
  data!: AccountActionView[];
}

export class ActionsPartView extends PartView {
  @ApiProperty({ type: AccountActionsView, nullable: true, description: 'What you may do now: by your rights, and as the account stands' })
  content!: AccountActionsView | null;
}

export class UnpaidListView extends ShortListView {
  @ApiProperty({ type: [UnpaidItemView], description: 'The longest due first' })
  data!: UnpaidItemView[];
}

export class AccountBillingView {
  @ApiProperty({
    type: BillingAccountView,
    nullable: true,
    description: 'Balance, expected balance, credit. Null: nothing was ever billed',
  })
  account!: BillingAccountView | null;

  @ApiProperty({ type: UnpaidListView })
  unpaid!: UnpaidListView;
}

export class BillingPartView extends PartView {
  @ApiProperty({ type: AccountBillingView, nullable: true })
  content!: AccountBillingView | null;
}

export const purchaseStatuses = [...membershipStatuses, 'invoiced', 'credited'] as const;

export class PurchaseView {
  @ApiProperty({ enum: lineKinds, example: 'membership' })
  kind!: LineKind;

  @ApiProperty({ example: 'Patinage récréatif' })
  description!: string;

  @ApiProperty({
    enum: purchaseStatuses,
    description: 'Of a membership where it stands; of anything else whether it was credited',
    example: 'active',
  })
  status!: Purchase['status'];

  @ApiProperty({ format: 'date', description: 'When it was bought', example: '2026-11-21' })
  on!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-09-01' })
  from!: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-08-31' })
  until!: string | null;

  @ApiProperty({ type: MoneyView, nullable: true, description: 'Before taxes' })
  price!: MoneyView | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null: of the family', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ type: String, nullable: true, example: exampleId('membership') })
  membershipId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of what is no membership', example: null })
  invoiceId!: string | null;
}

export class PurchasesOfPersonView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: nobody could be asked, or no member any more', example: 'Léa Tremblay' })
  name!: string | null;

  @ApiProperty({ type: [PurchaseView], description: 'The last first' })
  items!: PurchaseView[];
}

export class PurchasesView extends ShortListView {
  @ApiProperty({ type: [PurchasesOfPersonView], description: 'What each member has, in the order of members' })
  people!: PurchasesOfPersonView[];

  @ApiProperty({ type: [PurchaseView], description: 'What belongs to the family' })
  shared!: PurchaseView[];

  @ApiProperty({ type: [PurchaseView], description: 'Cancelled, replaced, credited' })
  cancelled!: PurchaseView[];
}

export class PurchasesPartView extends PartView {
  @ApiProperty({
    type: PurchasesView,
    nullable: true,
    description: '`partial` without memberships, or without anything else that was invoiced',
  })
  content!: PurchasesView | null;
}

export class UpcomingPaymentsView extends ShortListView {
  @ApiProperty({ type: [PlannedPaymentView], description: 'The next first' })
  data!: PlannedPaymentView[];
}

export class UpcomingPaymentsPartView extends PartView {
  @ApiProperty({ type: UpcomingPaymentsView, nullable: true })
  content!: UpcomingPaymentsView | null;
}

export class AccountSkillsView extends ShortListView {
  @ApiProperty({ type: [MemberSkillView] })
  data!: MemberSkillView[];
}

export class SkillsPartView extends PartView {
  @ApiProperty({ type: AccountSkillsView, nullable: true })
  content!: AccountSkillsView | null;
}

export class AccountCardsView extends ShortListView {
  @ApiProperty({ type: [CardView], description: 'Those in force' })
  data!: CardView[];
}

export class CardsPartView extends PartView {
  @ApiProperty({ type: AccountCardsView, nullable: true })
  content!: AccountCardsView | null;
}

export class AccountInvoicesView extends ShortListView {
  @ApiProperty({ type: [InvoiceView], description: 'The newest first, as PDF with `?format=pdf`' })
  data!: InvoiceView[];
}

export class AccountCreditNotesView extends ShortListView {
  @ApiProperty({ type: [CreditNoteView] })
  data!: CreditNoteView[];
}

export class AccountReceiptsView extends ShortListView {
  @ApiProperty({ type: [PaymentView], description: 'What was paid' })
  data!: PaymentView[];
}

export class StatementLinksView {
  @ApiProperty({ example: `/v1/billing-accounts/${exampleId('billingAccount')}/statement` })
  json!: string;

  @ApiProperty({ example: `/v1/billing-accounts/${exampleId('billingAccount')}/statement?format=pdf` })
  pdf!: string;

  @ApiProperty({ example: `/v1/billing-accounts/${exampleId('billingAccount')}/statement?format=csv` })
  csv!: string;
}

export class AccountDocumentsView {
  @ApiProperty({ type: AccountInvoicesView })
  invoices!: AccountInvoicesView;

  @ApiProperty({ type: AccountCreditNotesView })
  creditNotes!: AccountCreditNotesView;

  @ApiProperty({ type: AccountReceiptsView })
  receipts!: AccountReceiptsView;

  @ApiProperty({ type: StatementLinksView, nullable: true, description: 'Null: nothing was ever billed' })
  statement!: StatementLinksView | null;
}

export class DocumentsPartView extends PartView {
  @ApiProperty({ type: AccountDocumentsView, nullable: true })
  content!: AccountDocumentsView | null;
}

export class AddPurchaseView {
  @ApiProperty({ description: 'What is on sale to the members', example: `/v1/accounts/${exampleId('account')}/on-sale` })
  onSale!: string;

  @ApiProperty({ example: '/v1/sales/preview' })
  preview!: string;

  @ApiProperty({ example: '/v1/sales' })
  sell!: string;
}

export class AddPurchasePartView extends PartView {
  @ApiProperty({ type: AddPurchaseView, nullable: true })
  content!: AddPurchaseView | null;
}

export class ActivityLogView extends ShortListView {
  @ApiProperty({ type: [ActivityView], description: 'The newest first' })
  data!: ActivityView[];
}

export class ActivityLogPartView extends PartView {
  @ApiProperty({ type: ActivityLogView, nullable: true })
  content!: ActivityLogView | null;
}

/** In the order in which an account is read. */
export class AccountOverviewView {
  @ApiProperty({ example: exampleId('account') })
  id!: string;

  @ApiPropertyOptional({ type: MembersPartView })
  members?: MembersPartView;

  @ApiPropertyOptional({ type: ActionsPartView })
  actions?: ActionsPartView;

  @ApiPropertyOptional({ type: BillingPartView })
  billing?: BillingPartView;

  @ApiPropertyOptional({ type: PurchasesPartView })
  purchases?: PurchasesPartView;

  @ApiPropertyOptional({ type: UpcomingPaymentsPartView })
  upcomingPayments?: UpcomingPaymentsPartView;

  @ApiPropertyOptional({ type: SkillsPartView, description: 'Absent where the organization has no use for skills' })
  skills?: SkillsPartView;

  @ApiPropertyOptional({ type: CardsPartView, description: 'Absent where it has no use for cards' })
  cards?: CardsPartView;

  @ApiPropertyOptional({ type: DocumentsPartView })
  documents?: DocumentsPartView;

  @ApiPropertyOptional({ type: AddPurchasePartView })
  addPurchase?: AddPurchasePartView;

  @ApiPropertyOptional({ type: ActivityLogPartView })
  activityLog?: ActivityLogPartView;
}

export const overviewParts = [
  'members',
  'actions',
  'billing',
  'purchases',
  'upcomingPayments',
  'skills',
  'cards',
  'documents',
  'addPurchase',
  'activityLog',
] as const satisfies readonly (keyof AccountOverviewView)[];
export type OverviewPart = (typeof overviewParts)[number];
