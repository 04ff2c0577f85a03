import { Command } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsRows, aDay, aWhole, anId, maybe } from '../rows.js';
import { listingTermsChecks, type ListingTerms } from './assess-sales.query.js';

export interface SaleToReserve {
  row: number;
  personId: Uuid; // Known, or the id the new person will get.
  listingId: Uuid;
  effectiveOn: LocalDate;
  expiresOn: LocalDate | null;
}

/**
 * Holds quota and membership slots for rows of a committed import and freezes its prices, before the first row runs.
 * Repeating it is harmless. `changed` names listings whose terms differ from those the preview showed: nothing was reserved then.
 * `refused` names rows whose slot or quota went to somebody else meanwhile.
 */
export class ReserveSales extends Command<{
  changed: ListingTerms[];
  refused: { row: number; problem: 'already-held' | 'quota-exceeded' }[];
}> {
  static readonly subject = 'memberships.command.reserve-sales.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
  @IsRows(listingTermsChecks, { atMost: 2000 }) readonly terms!: ListingTerms[];
  @IsRows({ row: aWhole, personId: anId, listingId: anId, effectiveOn: aDay, expiresOn: maybe(aDay) }, { atMost: 2000 })
  readonly sales!: SaleToReserve[];
}

/** Gives back what an import reserved and did not use: at its end, or when it is given up. */
export class ReleaseSales extends Command<{ released: number }> {
  static readonly subject = 'memberships.command.release-sales.v1';
  static readonly senders = ['imports'] as const;
  @IsUUID('all') readonly importId!: string;
}
