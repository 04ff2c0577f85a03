import { Command, Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, aCount, aWhole, anId, maybe } from '../rows.js';
import { manualMethods, paymentMethods, type ManualMethod, type PaymentMethod } from './payment-methods.js';

/**
 * Why money was given back. `returned`: the payment never was one, as of a cheque that bounced. `carried`: to an account that this one
 * was merged with, where it was received the same day (ID-24).
 */
export const refundReasons = ['requested', 'cancellation', 'replacement', 'returned', 'import-undone', 'carried'] as const;
export type RefundReason = (typeof refundReasons)[number];

/**
 * How far something is reconciled (BIL-7): `planned` when what is not matched is covered by planned payments, `error` when more is
 * matched than there is.
 */
export const matchStates = ['full', 'partial', 'none', 'planned', 'error'] as const;
export type MatchState = (typeof matchStates)[number];

/** An item that a payment settles, and by how much. */
export interface MatchRecord {
  invoiceId: Uuid;
  invoiceNumber: string;
  position: number;
  description: string;
  amountMinor: number;
  matchedAt: string;
}

/** Money received from a debtor. It never changes; what is free of it does. */
export interface PaymentRecord {
  id: Uuid;
  issuerId: Uuid; // Who received it.
  debtorId: Uuid | null; // The club, at the corporate level.
  billingAccountId: Uuid;
  method: PaymentMethod;
  reference: string | null;
  currency: string;
  amountMinor: number;
  matchedMinor: number;
  refundedMinor: number;
  freeMinor: number;
  state: MatchState;
  bookedOn: LocalDate;
  recordedAt: string;
  importId: Uuid | null;
  matches: MatchRecord[];
}

/** Money given back, of which payments. */
export interface RefundRecord {
  id: Uuid;
  issuerId: Uuid;
  debtorId: Uuid | null;
  billingAccountId: Uuid;
  method: PaymentMethod;
  reference: string | null;
  reason: RefundReason;
  currency: string;
  amountMinor: number;
  bookedOn: LocalDate;
  recordedAt: string;
  sources: { paymentId: Uuid; amountMinor: number }[];
}

/** An item to settle, whole or up to an amount. */
export interface ItemToMatch {
  invoiceId: Uuid;
  position: number;
  amountMinor?: number | null;
}
const aDayShape = /^\d{4}-\d{2}-\d{2}$/;
const itemChecks = { invoiceId: anId, position: aWhole, amountMinor: maybe(aCount) };

/** What an account still owes for one line. */
export interface OpenItemRecord {
  invoiceId: Uuid;
  invoiceNumber: string;
  position: number;
  description: string;
  personName: string | null;
  dueOn: LocalDate;
  currency: string;
  totalMinor: number;
  settledMinor: number;
  openMinor: number;
  state: MatchState;
}

/** Records money received by hand. It settles the items named, or else the oldest open ones, in invoice order (BIL-8, BIL-9). */
export class RecordPayment extends Command<PaymentRecord> {
  static readonly subject = 'billing.command.record-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentId!: string;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(10_000_000_000) readonly amountMinor!: number;
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsIn(manualMethods) readonly method!: ManualMethod;
  @IsOptional() @IsString() @MaxLength(100) readonly reference?: string;
  @IsOptional() @Matches(aDayShape) readonly receivedOn?: LocalDate; // Today when absent; never later.
  @IsOptional() @IsRows(itemChecks, { atMost: 500 }) readonly items?: ItemToMatch[];
  @IsOptional() @IsBoolean() readonly leaveFree?: boolean; // Matched by hand later.
}

/** Settles further items with what is free of a payment, in the order given (BIL-9). */
export class MatchPayment extends Command<PaymentRecord> {
  static readonly subject = 'billing.command.match-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentId!: string;
  @IsRows(itemChecks, { atMost: 500 }) readonly items!: ItemToMatch[];
}

/** Undoes a match: what the payment settled of the item is open again, and the money free (BIL-9). */
export class UndoMatch extends Command<PaymentRecord> {
  static readonly subject = 'billing.command.undo-match.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentId!: string;
  @IsUUID('all') readonly invoiceId!: string;
  @IsInt() @Min(1) @Max(32_767) readonly position!: number;
}

/** What the account tool matched. */
export interface AccountMatch {
  paymentId: Uuid;
  invoiceId: Uuid;
  position: number;
  amountMinor: number;
  currency: string;
}

/** The account tool: all free money of an account to its open items, oldest to newest (BIL-9). */
export class MatchAccount extends Command<{ matches: AccountMatch[] }> {
  static readonly subject = 'billing.command.match-account.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
}

/** A payment that turns out not to have been one: its items are open again, and a refund counters it. */
export class ReversePayment extends Command<PaymentRecord> {
  static readonly subject = 'billing.command.reverse-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentId!: string;
}

/** Gives credit back: of the oldest payments first, or of those named, never more than is free (BIL-16). */
export class GiveRefund extends Command<RefundRecord> {
  static readonly subject = 'billing.command.give-refund.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly refundId!: string;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(10_000_000_000) readonly amountMinor!: number;
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsOptional() @IsIn(paymentMethods) readonly method?: PaymentMethod;
  @IsOptional() @IsArray() @ArrayMaxSize(200) @IsUUID('all', { each: true }) readonly paymentIds?: string[];
}

export class GetPayment extends Query<PaymentRecord> {
  static readonly subject = 'billing.query.get-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentId!: string;
}

export const moneySorts = ['bookedOn', '-bookedOn', 'amount', '-amount'] as const;
export type MoneySort = (typeof moneySorts)[number];

export class ListPayments extends Query<Page<PaymentRecord>> {
  static readonly subject = 'billing.query.list-payments.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(moneySorts) readonly sort?: MoneySort; // The newest first when absent.
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsIn(paymentMethods) readonly method?: PaymentMethod;
  @IsOptional() @IsIn(['free', 'matched']) readonly state?: 'free' | 'matched'; // Whether anything of it is free.
  @IsOptional() @Matches(aDayShape) readonly from?: LocalDate;
  @IsOptional() @Matches(aDayShape) readonly to?: LocalDate;
}

export class GetRefund extends Query<RefundRecord> {
  static readonly subject = 'billing.query.get-refund.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly refundId!: string;
}

export class ListRefunds extends Query<Page<RefundRecord>> {
  static readonly subject = 'billing.query.list-refunds.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(moneySorts) readonly sort?: MoneySort;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsIn(paymentMethods) readonly method?: PaymentMethod;
  @IsOptional() @Matches(aDayShape) readonly from?: LocalDate;
  @IsOptional() @Matches(aDayShape) readonly to?: LocalDate;
}

/** What an account still owes, item by item, in the order money settles it. */
export class ListOpenItems extends Query<Page<OpenItemRecord>> {
  static readonly subject = 'billing.query.list-open-items.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
