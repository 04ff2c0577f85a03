import { Command, Query } from '@nestjs/cqrs';
import { ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import { clientOccasions, type ClientOccasion } from '../identity/tell-clients.command.js';

/** What a federation credits a club that cancels a sale (MEM-20): nothing, within so many days of it, or what it approves. */
export const upstreamCredits = ['never', 'within-days', 'on-approval'] as const;
export type UpstreamCreditPolicy = (typeof upstreamCredits)[number];

/** How an organization keeps its books. */
export interface BillingSettingsRecord {
  organizationId: Uuid;
  upstreamCredit: UpstreamCreditPolicy; // A federation's, towards its clubs.
  upstreamDays: number | null; // Of `within-days`.
  accrual: boolean; // Revenue of a term is earned over it (BIL-22).
  dueDays: number; // From a document's issue to when it is due.
  tellClientsOf: ClientOccasion[]; // What the main contact of an account is told of by e-mail (BIL-25).
  version: number;
}

export class GetBillingSettings extends Query<BillingSettingsRecord> {
  static readonly subject = 'billing.query.get-billing-settings.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
}

/** Changes what is given, for what is issued from now on; `version` is the one the editor saw, else `billing.stale-settings`. */
export class ChangeBillingSettings extends Command<BillingSettingsRecord> {
  static readonly subject = 'billing.command.change-billing-settings.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsIn(upstreamCredits) readonly upstreamCredit?: UpstreamCreditPolicy;
  @IsOptional() @IsInt() @Min(1) @Max(3650) readonly upstreamDays?: number | null;
  @IsOptional() @IsBoolean() readonly accrual?: boolean;
  @IsOptional() @IsInt() @Min(0) @Max(365) readonly dueDays?: number;
  @IsOptional() @IsArray() @ArrayUnique() @IsIn(clientOccasions, { each: true }) readonly tellClientsOf?: ClientOccasion[];
}
