import { ApiProperty } from '@nestjs/swagger';
import type { BooksToJoin } from '#contracts/billing/merges';
import {
  mergeStates,
  mergeWarnings,
  mergedFields,
  type AccountToJoin,
  type MergeField,
  type MergePreview,
  type MergeRecord,
  type MergeSide,
  type MergeState,
  type MergeWarning,
  type MergedField,
  type UnmergePreview,
} from '#contracts/identity/merges';
import { membershipStatuses, type MembershipStatus } from '#contracts/memberships/memberships.query';
import type { HoldingConflict, HoldingToMove, LaterActivity } from '#contracts/memberships/merges';
import { publicId, type PublicKind } from '#kernel/ids';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class JoinedAccountView {
  @ApiProperty({ example: exampleId('account', 'e') })
  closedAccountId!: string;

  @ApiProperty({ example: exampleId('account') })
  survivorAccountId!: string;
}

export class MergeView {
  @ApiProperty({ example: exampleId('merge') })
  id!: string;

  @ApiProperty({
    enum: mergeStates,
    description: '`moving` until memberships and books have followed; `splitting` until each has their own again',
    example: 'merged',
  })
  state!: MergeState;

  @ApiProperty({ example: exampleId('person') })
  survivorPersonId!: string;

  @ApiProperty({ example: 'Léa Tremblay' })
  survivorName!: string;

  @ApiProperty({ example: exampleId('person', 'e') })
  closedPersonId!: string;

  @ApiProperty({ example: 'Lea Tremblay' })
  closedName!: string;

  @ApiProperty({ example: 'P3368004' })
  closedNumber!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The pair in the queue', example: exampleId('possibleDuplicate') })
  possibleDuplicateId!: string | null;

  @ApiProperty({ type: [JoinedAccountView], description: 'Accounts that became one; the closed id leads to the other' })
  accounts!: JoinedAccountView[];

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  mergedAt!: string;

  @ApiProperty({ example: 'Ana Roy' })
  mergedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  undoneAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  undoneBy!: string | null;
}

export class MergeSideView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Léa Tremblay' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, description: 'As far as the organization may see it', example: 'lea@mail.example' })
  username!: string | null;

  @ApiProperty({ type: [String], example: [exampleId('account')] })
  accountIds!: string[];
}

export class MergeFieldView {
  @ApiProperty({ enum: mergedFields, example: 'phone' })
  field!: MergedField;

  @ApiProperty({ type: String, nullable: true, example: null })
  survivor!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '514 555-0134' })
  closed!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '514 555-0134' })
  result!: string | null;

  @ApiProperty({ type: String, enum: ['survivor', 'closed'], nullable: true, description: 'Whose value wins', example: 'closed' })
  from!: 'survivor' | 'closed' | null;

  @ApiProperty({ description: 'Both have one, and they are not the same', example: false })
  differs!: boolean;
}

export class MovingMemberView {
  @ApiProperty({ example: exampleId('person', 'f') })
  personId!: string;

  @ApiProperty({ example: 'P3368005' })
  number!: string;

  @ApiProperty({ example: 'Emma Tremblay' })
  name!: string;
}

export class AccountToJoinView extends JoinedAccountView {
  @ApiProperty({ type: [MovingMemberView], description: 'Its other members, who come along' })
  moving!: MovingMemberView[];
}

export class HoldingToMoveView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ example: 'Annual membership' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: it belongs to the account', example: exampleId('person', 'e') })
  personId!: string | null;

  @ApiProperty({ example: exampleId('account', 'e') })
  accountId!: string;

  @ApiProperty({ enum: membershipStatuses, example: 'active' })
  status!: MembershipStatus;

  @ApiProperty({ format: 'date', example: '2026-09-01' })
  effectiveOn!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-05-31' })
  expiresOn!: string | null;
}

export class HoldingConflictView {
  @ApiProperty({ example: 'Annual membership' })
  name!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2027-05-31' })
  expiresOn!: string | null;

  @ApiProperty({ example: exampleId('membership') })
  survivorMembershipId!: string;

  @ApiProperty({ example: exampleId('membership', 'e') })
  closedMembershipId!: string;
}

export class BooksToJoinView {
  @ApiProperty({ example: exampleId('client', 'e') })
  closedClientId!: string;

  @ApiProperty({ example: exampleId('client') })
  survivorClientId!: string;

  @ApiProperty({ type: MoneyView, description: 'What the closed one owes by itself' })
  closedBalance!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What the survivor owes by itself' })
  survivorBalance!: MoneyView;

  @ApiProperty({ type: MoneyView, description: 'What they owe as one' })
  mergedBalance!: MoneyView;

  @ApiProperty({ type: 'integer', description: 'How many move', example: 3 })
  invoices!: number;

  @ApiProperty({ type: 'integer', example: 0 })
  creditNotes!: number;

  @ApiProperty({ type: 'integer', example: 2 })
  payments!: number;
}

export class MergePreviewView {
  @ApiProperty({ type: MergeSideView })
  survivor!: MergeSideView;

  @ApiProperty({ type: MergeSideView })
  closed!: MergeSideView;

  @ApiProperty({ type: [MergeFieldView], description: 'Side by side, with what each will be' })
  fields!: MergeFieldView[];

  @ApiProperty({ type: [String], description: 'Kept beside the survivor’s own', example: ['lea@work.example'] })
  extraEmails!: string[];

  @ApiProperty({ type: String, nullable: true, description: 'The username that stays', example: 'lea@mail.example' })
  username!: string | null;

  @ApiProperty({ type: [AccountToJoinView], description: 'Accounts that become one' })
  accounts!: AccountToJoinView[];

  @ApiProperty({ type: [HoldingToMoveView] })
  memberships!: HoldingToMoveView[];

  @ApiProperty({ type: [HoldingConflictView], description: 'Held by both for one period: both stay; cancelling one is for staff' })
  conflicts!: HoldingConflictView[];

  @ApiProperty({ type: [BooksToJoinView] })
  books!: BooksToJoinView[];

  @ApiProperty({ enum: mergeWarnings, isArray: true, description: 'What to look at first', example: ['birth-dates-differ'] })
  warnings!: MergeWarning[];

  @ApiProperty({ description: 'Stands for all of it: a merge names it', example: '5d2c1f0e9b8a' })
  previewHash!: string;
}

const laterKinds = ['membership', 'invoice', 'credit-note', 'payment', 'refund'] as const;

export class LaterActivityView {
  @ApiProperty({ description: 'Of a membership, invoice, credit note, payment or refund', example: exampleId('payment') })
  id!: string;

  @ApiProperty({ enum: laterKinds, example: 'payment' })
  kind!: (typeof laterKinds)[number];

  @ApiProperty({ example: '2026-000017' })
  label!: string;

  @ApiProperty({ format: 'date', example: '2026-11-22' })
  on!: string;

  @ApiProperty({ type: MoneyView, nullable: true })
  amount!: MoneyView | null;

  @ApiProperty({ enum: ['survivor', 'reopened'], example: 'survivor' })
  goesTo!: 'survivor' | 'reopened';

  @ApiProperty({ type: String, nullable: true, description: 'What it cannot be parted from', example: null })
  follows!: string | null;
}

export class UnmergePreviewView {
  @ApiProperty({ example: exampleId('merge') })
  mergeId!: string;

  @ApiProperty({ type: MergeSideView })
  survivor!: MergeSideView;

  @ApiProperty({ type: MergeSideView, description: 'As it will be again' })
  closed!: MergeSideView;

  @ApiProperty({ type: [AccountToJoinView], description: 'Accounts that open again, with the members who go back' })
  accounts!: AccountToJoinView[];

  @ApiProperty({ type: [HoldingToMoveView], description: 'What goes back' })
  memberships!: HoldingToMoveView[];

  @ApiProperty({ type: [BooksToJoinView], description: 'What each will owe, and what they owe as one now' })
  books!: BooksToJoinView[];

  @ApiProperty({ type: [LaterActivityView], description: 'What came after the merge: it stays, but for what `giveBack` names' })
  later!: LaterActivityView[];

  @ApiProperty({ example: '5d2c1f0e9b8a' })
  previewHash!: string;
}

export const mergeView = (merge: MergeRecord): MergeView => ({
  id: publicId('merge', merge.id),
  state: merge.state,
  survivorPersonId: publicId('person', merge.survivorPersonId),
  survivorName: merge.survivorName,
  closedPersonId: publicId('person', merge.closedPersonId),
  closedName: merge.closedName,
  closedNumber: merge.closedNumber,
  possibleDuplicateId: maybePublicId('possibleDuplicate', merge.possibleDuplicateId),
  accounts: merge.accounts.map(joinedAccountView),
  mergedAt: merge.mergedAt,
  mergedBy: merge.mergedBy,
  undoneAt: merge.undoneAt,
  undoneBy: merge.undoneBy,
});

const joinedAccountView = ({ closedAccountId, survivorAccountId }: MergeRecord['accounts'][number]): JoinedAccountView => ({
  closedAccountId: publicId('account', closedAccountId),
  survivorAccountId: publicId('account', survivorAccountId),
});

const sideView = ({ personId, number, name, username, accountIds }: MergeSide): MergeSideView => ({
  personId: publicId('person', personId),
  number,
  name,
  username,
  accountIds: accountIds.map((id) => publicId('account', id)),
});

const fieldView = ({ field, survivor, closed, result, from, differs }: MergeField): MergeFieldView => ({
  field,
  survivor,
  closed,
  result,
  from,
  differs,
});

const accountView = (account: AccountToJoin): AccountToJoinView => ({
  ...joinedAccountView(account),
  moving: account.moving.map(({ personId, number, name }) => ({ personId: publicId('person', personId), number, name })),
});

const holdingView = (holding: HoldingToMove): HoldingToMoveView => ({
  membershipId: publicId('membership', holding.membershipId),
  name: holding.name,
  personId: maybePublicId('person', holding.personId),
  accountId: publicId('account', holding.accountId),
  status: holding.status,
  effectiveOn: holding.effectiveOn,
  expiresOn: holding.expiresOn,
});

const conflictView = ({ name, expiresOn, survivorMembershipId, closedMembershipId }: HoldingConflict): HoldingConflictView => ({
  name,
  expiresOn,
  survivorMembershipId: publicId('membership', survivorMembershipId),
  closedMembershipId: publicId('membership', closedMembershipId),
});

const booksView = (books: BooksToJoin): BooksToJoinView => ({
  closedClientId: publicId('client', books.closedClientId),
  survivorClientId: publicId('client', books.survivorClientId),
  closedBalance: moneyView(books.closedMinor, books.currency),
  survivorBalance: moneyView(books.survivorMinor, books.currency),
  mergedBalance: moneyView(books.mergedMinor, books.currency),
  invoices: books.invoices,
  creditNotes: books.creditNotes,
  payments: books.payments,
});

export const mergePreviewView = (preview: MergePreview): MergePreviewView => ({
  survivor: sideView(preview.survivor),
  closed: sideView(preview.closed),
  fields: preview.fields.map(fieldView),
  extraEmails: preview.extraEmails,
  username: preview.username,
  accounts: preview.accounts.map(accountView),
  memberships: preview.memberships.map(holdingView),
  conflicts: preview.conflicts.map(conflictView),
  books: preview.books.map(booksView),
  warnings: preview.warnings,
  previewHash: preview.previewHash,
});

const publicKinds: Record<LaterActivity['kind'], PublicKind> = {
  membership: 'membership',
  invoice: 'invoice',
  'credit-note': 'creditNote',
  payment: 'payment',
  refund: 'refund',
};

function laterView(activity: LaterActivity, all: readonly LaterActivity[]): LaterActivityView {
  const { id, kind, label, on, amountMinor, currency, goesTo, follows } = activity;
  const followed = all.find((other) => other.id === follows);
  return {
    id: publicId(publicKinds[kind], id),
    kind,
    label,
    on,
    amount: amountMinor !== null && currency !== null ? moneyView(amountMinor, currency) : null,
    goesTo,
    follows: followed ? publicId(publicKinds[followed.kind], followed.id) : null,
  };
}

export const unmergePreviewView = (preview: UnmergePreview): UnmergePreviewView => ({
  mergeId: publicId('merge', preview.mergeId),
  survivor: sideView(preview.survivor),
  closed: sideView(preview.closed),
  accounts: preview.accounts.map(accountView),
  memberships: preview.memberships.map(holdingView),
  books: preview.books.map(booksView),
  later: preview.later.map((activity) => laterView(activity, preview.later)),
  previewHash: preview.previewHash,
});
