import { Command } from '@nestjs/cqrs';
import { IsOptional, IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, anId } from '../rows.js';

/** A month of an ongoing membership that billing refused, with why; it is tried again by the next run. */
export interface RefusedMonth {
  membershipId: Uuid;
  month: LocalDate; // Its first day.
  code: string;
}

export interface BilledMonths {
  months: number;
  refused: RefusedMonth[];
}

/**
 * Bills every month of ongoing memberships that has begun and is not billed yet, at both levels or at one (MEM-6). Happens by itself
 * every day; asking again finds nothing left to do.
 */
export class BillMonths extends Command<BilledMonths> {
  static readonly subject = 'memberships.command.bill-months.v1';
  static readonly senders = ['gateway'] as const;
}

/** Months of ongoing memberships were billed, each as a sale of its own. */
export class MonthsBilled {
  static readonly subject = 'memberships.event.months-billed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly operationId!: string;
  @IsUUID('all') readonly organizationId!: string; // The seller.
  @IsOptional() @IsUUID('all') readonly federationId!: string | null; // Null: at one level.
  @IsRows({ membershipId: anId, month: aDay, saleId: anId }, { atMost: 500 })
  readonly months!: { membershipId: string; month: LocalDate; saleId: string }[];
}
