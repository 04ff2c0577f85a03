import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';

/** Where to search: among the people the acting organization knows, or, where its federation allows it, over the network (ID-16). */
export const searchScopes = ['mine', 'network'] as const;
export type SearchScope = (typeof searchScopes)[number];

/** Somebody a search found. Of a stranger nothing but what a network shares, and of the birth date the year unless it was asked for. */
export interface FoundPerson {
  personId: Uuid;
  number: string; // "P3368003" (ID-5)
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  birthYear: number | null;
  known: boolean; // The acting organization holds a profile of the person.
  accountIds: Uuid[]; // The acting organization's clients only.
  email: string | null; // What the acting organization itself holds, and only among its own people.
  phone: string | null;
  archivedAt: string | null;
}

export interface FoundPeople extends Page<FoundPerson> {
  readonly complete: boolean; // False while a large network that searches for the first time is being gone through.
}

/** People by an identifier, birth date, e-mail address, phone or name, as typed into one box; best first, two hundred at most. */
export class SearchPeople extends Query<FoundPeople> {
  static readonly subject = 'identity.query.search-people.v1';
  static readonly senders = ['gateway'] as const;
  @IsString() @MaxLength(200) readonly text!: string;
  @IsIn(searchScopes) readonly scope!: SearchScope;
  @IsOptional() @IsBoolean() readonly showArchived?: boolean; // Of one's own people (ID-22).
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** Whether an organization may search the network of its federation: the federation's to say (ID-16). */
export interface NetworkSearchRecord {
  organizationId: Uuid;
  allowed: boolean;
  version: number; // 0 while the federation never said anything: not allowed then.
}

export class GetNetworkSearch extends Query<NetworkSearchRecord> {
  static readonly subject = 'identity.query.get-network-search.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
}

/** `version` is the one the editor saw, else `identity.stale-network-search`. */
export class ChangeNetworkSearch extends Command<NetworkSearchRecord> {
  static readonly subject = 'identity.command.change-network-search.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() @Min(0) readonly version!: number;
  @IsBoolean() readonly allowed!: boolean;
}
