import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';
import type { MembershipStatus } from './memberships.query.js';

export const memberGroups = ['offer', 'club', 'home', 'affiliation'] as const;
export type MemberGroup = (typeof memberGroups)[number];

/** How many memberships of an offer, of the club that sold them, or of their home, stand where today; or affiliations of an offer. */
export interface MembersCounted {
  id: Uuid; // Of the offer, of the club that sold them, or of their home (MEM-15).
  name: string | null; // Of the offer; clubs are named by identity.
  byStatus: Record<MembershipStatus, number>;
}

/**
 * Members by offer, club or home, and by status (MEM-16). A federation counts what its clubs sold; whoever sells, what it sold, and by
 * home also what came to it (MEM-15). What clubs hold themselves is counted apart, as affiliations (MEM-19).
 */
export class ReportMembers extends Query<Page<MembersCounted>> {
  static readonly subject = 'memberships.query.report-members.v1';
  static readonly senders = ['gateway'] as const;
  @IsIn(memberGroups) readonly by!: MemberGroup;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** What a club did in a period. Amounts are at original prices: a club's own are its own affair. */
export interface ClubSales {
  clubId: Uuid;
  sold: number; // What came by a replacement is not counted again.
  originalMinor: number; // Of those sold, before taxes.
  replaced: number;
  cancelled: number;
  affiliations: number; // Bought by the club itself (MEM-19).
  affiliationsMinor: number; // Of those, before taxes.
  currency: string | null; // Null: nothing was sold.
}

/** Sales, replacements and cancellations by club, both days included. A seller that asks finds itself alone. */
export class ReportSales extends Query<Page<ClubSales>> {
  static readonly subject = 'memberships.query.report-sales.v1';
  static readonly senders = ['gateway'] as const;
  @IsDay() readonly from!: LocalDate;
  @IsDay() readonly to!: LocalDate;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
