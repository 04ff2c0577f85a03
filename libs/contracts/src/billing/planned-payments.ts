import { Command, Query } from '@nestjs/cqrs';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { electronicMethods, manualMethods, type ElectronicMethod, type ManualMethod } from './payment-methods.js';
import type { PaymentRecord } from './payments.js';

/**
 * `planned`: its day is to come, or it waits to be deposited. `charging`: the provider is asked. `covered`: nothing was owed any more
 * when its day came. `failed`: staff retry or dismiss it (BIL-14).
 */
export const plannedStates = ['planned', 'charging', 'paid', 'covered', 'failed', 'dismissed'] as const;
export type PlannedState = (typeof plannedStates)[number];

export const plannedMethods = ['cheque', ...electronicMethods] as const;
export type PlannedMethod = (typeof plannedMethods)[number];

export interface PlannedPaymentRecord {
  id: Uuid;
  issuerId: Uuid;
  debtorId: Uuid | null;
  billingAccountId: Uuid;
  planId: Uuid | null; // The instalment plan or recurring charge it is of.
  paymentId: Uuid | null;
  method: PlannedMethod;
  reference: string | null;
  currency: string;
  amountMinor: number;
  reducedMinor: number; // What it was more, before a credit made it smaller.
  dueOn: LocalDate;
  state: PlannedState;
  failure: string | null;
  version: number;
}

/** What came of asking the provider. `requested`: it has not said yet, and is asked again. */
export const chargeStates = ['requested', 'succeeded', 'declined'] as const;
export type ChargeState = (typeof chargeStates)[number];

export interface OnlinePaymentRecord {
  id: Uuid;
  billingAccountId: Uuid;
  method: ElectronicMethod;
  currency: string;
  amountMinor: number;
  state: ChargeState;
  failure: string | null;
  paymentId: Uuid | null;
}

const aDayShape = /^\d{4}-\d{2}-\d{2}$/;
const currencyShape = /^[A-Z]{3}$/;

/** Plans one payment: a post-dated cheque, or a charge of a card or bank account on a day (BIL-13, BIL-14). */
export class PlanPayment extends Command<PlannedPaymentRecord> {
  static readonly subject = 'billing.command.plan-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly plannedPaymentId!: string;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(10_000_000_000) readonly amountMinor!: number;
  @Matches(currencyShape) readonly currency!: string;
  @IsIn(plannedMethods) readonly method!: PlannedMethod;
  @Matches(aDayShape) readonly dueOn!: LocalDate;
  @IsOptional() @IsString() @MaxLength(100) readonly reference?: string;
  @IsOptional() @IsString() @Length(1, 200) readonly instrument?: string; // What the provider calls the card or bank account.
}

/** Moves a planned payment to another day, today or later, before its day comes; `version` is the one the editor saw. */
export class ChangePlannedPayment extends Command<PlannedPaymentRecord> {
  static readonly subject = 'billing.command.change-planned-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly plannedPaymentId!: string;
  @IsInt() readonly version!: number;
  @Matches(aDayShape) readonly dueOn!: LocalDate;
}

/** A cheque that became a payment. */
export interface Deposit {
  plannedPaymentId: Uuid;
  paymentId: Uuid;
}

/** Deposits cheques whose day has come, one or many: only now are they payments (BIL-14). */
export class DepositCheques extends Command<{ payments: Deposit[] }> {
  static readonly subject = 'billing.command.deposit-cheques.v1';
  static readonly senders = ['gateway'] as const;
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly plannedPaymentIds!: string[];
}

/** Staff received the money of a planned payment some other way. */
export class CapturePlannedPayment extends Command<PaymentRecord> {
  static readonly subject = 'billing.command.capture-planned-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly plannedPaymentId!: string;
  @IsIn(manualMethods) readonly method!: ManualMethod;
  @IsOptional() @IsString() @MaxLength(100) readonly reference?: string;
}

/** Tries a failed planned payment again, or gives one up (BIL-14). */
export class SteerPlannedPayment extends Command<PlannedPaymentRecord> {
  static readonly subject = 'billing.command.steer-planned-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly plannedPaymentId!: string;
  @IsIn(['retry', 'dismiss']) readonly action!: 'retry' | 'dismiss';
}

export class GetPlannedPayment extends Query<PlannedPaymentRecord> {
  static readonly subject = 'billing.query.get-planned-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly plannedPaymentId!: string;
}

/** Upcoming payments and those that failed, by their day. */
export class ListPlannedPayments extends Query<Page<PlannedPaymentRecord>> {
  static readonly subject = 'billing.query.list-planned-payments.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(['dueOn', '-dueOn']) readonly sort?: 'dueOn' | '-dueOn';
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsUUID('all') readonly planId?: string;
  @IsOptional() @IsIn(plannedMethods) readonly method?: PlannedMethod;
  @IsOptional() @IsIn(plannedStates) readonly state?: PlannedState;
  @IsOptional() @Matches(aDayShape) readonly from?: LocalDate;
  @IsOptional() @Matches(aDayShape) readonly to?: LocalDate;
}

/** Pays online now, by the debtor or by staff for it: within the organization's bounds (BIL-12). */
export class PayOnline extends Command<OnlinePaymentRecord> {
  static readonly subject = 'billing.command.pay-online.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly onlinePaymentId!: string;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(10_000_000_000) readonly amountMinor!: number;
  @Matches(currencyShape) readonly currency!: string;
  @IsIn(electronicMethods) readonly method!: ElectronicMethod;
  @IsString() @Length(1, 200) readonly instrument!: string;
}

export class GetOnlinePayment extends Query<OnlinePaymentRecord> {
  static readonly subject = 'billing.query.get-online-payment.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly onlinePaymentId!: string;
}

/** Whether debtors pay online, and how little at a time (BIL-12). */
export interface OnlineSettingsRecord {
  allowed: boolean;
  minimumMinor: number;
  currency: string;
}

export class GetOnlineSettings extends Query<OnlineSettingsRecord> {
  static readonly subject = 'billing.query.get-online-settings.v1';
  static readonly senders = ['gateway'] as const;
}

export class ChangeOnlineSettings extends Command<OnlineSettingsRecord> {
  static readonly subject = 'billing.command.change-online-settings.v1';
  static readonly senders = ['gateway'] as const;
  @IsBoolean() readonly allowed!: boolean;
  @IsInt() @Min(0) @Max(100_000_000) readonly minimumMinor!: number;
}
