import { Command, Query } from '@nestjs/cqrs';
import {
  ArrayMaxSize,
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
import { lineKinds, type LineKind } from '../identity/organizations.js';
import type { Page } from '../message.js';
import { electronicMethods, type ElectronicMethod } from './payment-methods.js';
import type { PlannedPaymentRecord } from './planned-payments.js';

const aDayShape = /^\d{4}-\d{2}-\d{2}$/;
const currencyShape = /^[A-Z]{3}$/;

export const recurrenceUnits = ['week', 'month'] as const;
export type RecurrenceUnit = (typeof recurrenceUnits)[number];

/** A total that is paid in instalments, with what is planned of it. */
export interface PaymentPlanRecord {
  id: Uuid;
  issuerId: Uuid;
  billingAccountId: Uuid;
  method: ElectronicMethod;
  currency: string;
  totalMinor: number;
  createdOn: LocalDate;
  invoiceIds: Uuid[]; // What its instalments pay first; none: in invoice order.
  cancelled: boolean;
  instalments: PlannedPaymentRecord[];
}

/** Plans instalments: a first amount in money or per cent, at checkout or on a day, the rest month by month (BIL-13). */
export class CreatePaymentPlan extends Command<PaymentPlanRecord> {
  static readonly subject = 'billing.command.create-payment-plan.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentPlanId!: string;
  @IsUUID('all') readonly billingAccountId!: string;
  @IsInt() @Min(1) @Max(10_000_000_000) readonly totalMinor!: number;
  @Matches(currencyShape) readonly currency!: string;
  @IsInt() @Min(1) @Max(60) readonly many!: number;
  @IsIn(electronicMethods) readonly method!: ElectronicMethod;
  @IsString() @Length(1, 200) readonly instrument!: string;
  @IsOptional() @IsInt() @Min(1) readonly firstMinor?: number;
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) readonly firstRatePpm?: number;
  @IsOptional() @Matches(aDayShape) readonly firstOn?: LocalDate; // At checkout, now, when absent.
  @IsOptional() @IsArray() @ArrayMaxSize(20) @IsUUID('all', { each: true }) readonly invoiceIds?: string[]; // What they pay first (BIL-8).
  @IsOptional() @Matches(aDayShape) readonly nextOn?: LocalDate; // A month after the first when absent.
}

/** Gives up what is still planned. */
export class CancelPaymentPlan extends Command<PaymentPlanRecord> {
  static readonly subject = 'billing.command.cancel-payment-plan.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentPlanId!: string;
}

export class GetPaymentPlan extends Query<PaymentPlanRecord> {
  static readonly subject = 'billing.query.get-payment-plan.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly paymentPlanId!: string;
}

export class ListPaymentPlans extends Query<Page<PaymentPlanRecord>> {
  static readonly subject = 'billing.query.list-payment-plans.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
}

/** An item invoiced every so many weeks or months. */
export interface RecurringChargeRecord {
  id: Uuid;
  issuerId: Uuid;
  debtorId: Uuid | null;
  billingAccountId: Uuid;
  kind: LineKind;
  description: string;
  ledgerCode: string;
  personId: Uuid | null;
  personName: string | null;
  currency: string;
  netMinor: number;
  unit: RecurrenceUnit;
  every: number;
  startsOn: LocalDate;
  endsOn: LocalDate | null;
  nextOn: LocalDate | null; // Null: over.
  paused: boolean;
  method: ElectronicMethod | null; // Null: invoiced, and paid otherwise.
  version: number;
}

/** For whom it is billed, exactly one of `accountId`, `debtorId` and `billingAccountId` says, as with an invoice by staff. */
export class CreateRecurringCharge extends Command<RecurringChargeRecord> {
  static readonly subject = 'billing.command.create-recurring-charge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly recurringChargeId!: string;
  @IsOptional() @IsUUID('all') readonly accountId?: string;
  @IsOptional() @IsUUID('all') readonly debtorId?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsIn(lineKinds) readonly kind!: LineKind;
  @IsString() @Length(1, 200) readonly description!: string;
  @IsString() @Length(1, 40) readonly ledgerCode!: string;
  @IsOptional() @IsUUID('all') readonly personId?: string; // A member of the account; the whole family when absent.
  @IsInt() @Min(1) @Max(10_000_000_000) readonly netMinor!: number;
  @Matches(currencyShape) readonly currency!: string;
  @IsIn(recurrenceUnits) readonly unit!: RecurrenceUnit;
  @IsInt() @Min(1) @Max(60) readonly every!: number;
  @Matches(aDayShape) readonly startsOn!: LocalDate;
  @IsOptional() @Matches(aDayShape) readonly endsOn?: LocalDate;
  @IsOptional() @IsIn(electronicMethods) readonly method?: ElectronicMethod;
  @IsOptional() @IsString() @Length(1, 200) readonly instrument?: string;
}

/** Pauses, resumes, ends or reprices what is to come; what was invoiced stays. Null ends it never. */
export class ChangeRecurringCharge extends Command<RecurringChargeRecord> {
  static readonly subject = 'billing.command.change-recurring-charge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly recurringChargeId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsBoolean() readonly paused?: boolean;
  @IsOptional() @Matches(aDayShape) readonly endsOn?: LocalDate | null;
  @IsOptional() @IsInt() @Min(1) @Max(10_000_000_000) readonly netMinor?: number;
}

export class GetRecurringCharge extends Query<RecurringChargeRecord> {
  static readonly subject = 'billing.query.get-recurring-charge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly recurringChargeId!: string;
}

export class ListRecurringCharges extends Query<Page<RecurringChargeRecord>> {
  static readonly subject = 'billing.query.list-recurring-charges.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly billingAccountId?: string;
  @IsOptional() @IsBoolean() readonly paused?: boolean;
}

/** A pass over everything that is due at an organization. */
export interface DueRunRecord {
  id: Uuid;
  dueOn: LocalDate;
  state: 'running' | 'finished';
  currency: string;
  invoices: number;
  invoicedMinor: number;
  charges: number;
  chargedMinor: number;
  covered: number; // Planned payments for which nothing was owed any more.
  succeeded: number;
  declined: number;
  startedAt: string;
  finishedAt: string | null;
}

/** Invoices what recurs and collects what is planned, up to today. Repeating it is harmless: everything happens once. */
export class StartDueRun extends Command<DueRunRecord> {
  static readonly subject = 'billing.command.start-due-run.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly dueRunId!: string;
}

export class GetDueRun extends Query<DueRunRecord> {
  static readonly subject = 'billing.query.get-due-run.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly dueRunId!: string;
}

export class ListDueRuns extends Query<Page<DueRunRecord>> {
  static readonly subject = 'billing.query.list-due-runs.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
