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
import { organizationKinds, type OrganizationKind } from '#kernel/roles';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, aFlag, aText, aWhole, listOf, maybe, oneOf } from '../rows.js';

/** The kinds of line item of the glossary. */
export const lineKinds = ['membership', 'subscription', 'activity', 'merchandise', 'multipass', 'booking', 'fee', 'discount'] as const;
export type LineKind = (typeof lineKinds)[number];

/** One tax an organization collects, in the order they stand on its documents (BIL-19, BIL-20). */
export interface TaxSetting {
  code: string; // "GST"
  ratePpm: number; // Parts per million: 9.975 % is 99 750.
  registration?: string | null; // The number printed on documents.
  kinds?: LineKind[] | null; // Item kinds it applies to; all when absent.
  compound?: boolean | null; // On the price and the taxes listed before it (BIL-19); on the price alone when absent.
}

export interface OrganizationRecord {
  id: Uuid;
  kind: OrganizationKind;
  federationId: Uuid | null; // A federation names itself; a club its federation.
  name: string;
  currency: string;
  timeZone: string;
  languages: string[]; // The first is its default.
  country: string;
  province: string | null;
  freemium: boolean;
  taxes: TaxSetting[];
  version: number; // Events apply in the order of versions; also the ETag.
}

const taxChecks = {
  code: aText(20),
  ratePpm: aWhole,
  registration: maybe(aText(50)),
  kinds: maybe(listOf(oneOf(...lineKinds), 20)),
  compound: maybe(aFlag),
};

/** Registers an organization. Operators register federations, gyms and dealerships; a federation's administrators its clubs. */
export class RegisterOrganization extends Command<OrganizationRecord> {
  static readonly subject = 'identity.command.register-organization.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string; // Chosen by the caller, so that sending twice is harmless.
  @IsIn(organizationKinds) readonly kind!: OrganizationKind;
  @IsOptional() @IsUUID('all') readonly federationId?: string | null; // Needed for a club, when an operator registers it.
  @IsString() @Length(1, 200) readonly name!: string;
  @Matches(/^[A-Z]{3}$/) readonly currency!: string;
  @IsString() @MaxLength(64) readonly timeZone!: string;
  @IsArray() @ArrayMaxSize(5) @IsIn(['en', 'fr', 'nl'], { each: true }) readonly languages!: string[];
  @Matches(/^[A-Z]{2}$/) readonly country!: string;
  @IsOptional() @IsString() @MaxLength(10) readonly province?: string | null;
  @IsBoolean() readonly freemium!: boolean;
  /** Absent: the defaults of its province (Quebec: GST 5 %, QST 9.975 %); an empty list: it collects none. */
  @IsOptional() @IsRows(taxChecks, { atMost: 5 }) readonly taxes?: TaxSetting[];
}

/** Changes what is given; `version` is the one the editor saw, else `identity.stale-organization`. */
export class ChangeOrganization extends Command<OrganizationRecord> {
  static readonly subject = 'identity.command.change-organization.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsString() @Length(1, 200) readonly name?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(5) @IsIn(['en', 'fr', 'nl'], { each: true }) readonly languages?: string[];
  @IsOptional() @IsBoolean() readonly freemium?: boolean;
  @IsOptional() @IsRows(taxChecks, { atMost: 5 }) readonly taxes?: TaxSetting[];
}

/** One organization the caller may see: its own, its federation's clubs, or any for an operator. A service may ask for any. */
export class GetOrganization extends Query<OrganizationRecord> {
  static readonly subject = 'identity.query.get-organization.v1';
  static readonly senders = ['gateway', 'memberships', 'billing', 'imports'] as const;
  @IsUUID('all') readonly organizationId!: string;
}

export class ListOrganizations extends Query<Page<OrganizationRecord>> {
  static readonly subject = 'identity.query.list-organizations.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}
