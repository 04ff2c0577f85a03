import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsDateString, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import type { Page } from '../message.js';
import type { Profile } from './accounts.query.js';
import { matchLanguages, type MatchLanguage, type SimilarityReason } from './find-similar-people.query.js';

/** `later` becomes `open` again by itself; `not-the-same` is remembered, and the two are never proposed again. */
export const duplicateStates = ['open', 'later', 'not-the-same', 'merged'] as const;
export type DuplicateState = (typeof duplicateStates)[number];
export const duplicateDecisions = ['open', 'later', 'not-the-same'] as const;
export type DuplicateDecision = (typeof duplicateDecisions)[number];

export interface DuplicatePerson {
  personId: Uuid;
  number: string;
  firstName: string;
  lastName: string;
  birthDate: LocalDate | null;
  profile: Profile | null; // The acting organization's own.
  accountIds: Uuid[]; // Its client accounts.
}

/** Two people of the acting organization, side by side; of a federation, two of its network. */
export interface PossibleDuplicate {
  id: Uuid;
  people: [DuplicatePerson, DuplicatePerson];
  score: number;
  probability: number;
  certain: boolean;
  because: SimilarityReason[];
  state: DuplicateState;
  laterUntil: string | null;
  foundAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
}

/** A search for everybody who is there twice. */
export interface DuplicateSearch {
  id: Uuid;
  state: 'looking' | 'finished';
  looked: number; // At so many people.
  found: number; // So many pairs.
  startedAt: string;
  finishedAt: string | null;
}

export class SearchDuplicates extends Command<DuplicateSearch> {
  static readonly subject = 'identity.command.search-duplicates.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly searchId!: Uuid; // Chosen by the sender: searching twice under one id searches once.
}

export class GetDuplicateSearch extends Query<DuplicateSearch> {
  static readonly subject = 'identity.query.get-duplicate-search.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly searchId!: Uuid;
}

export class ListPossibleDuplicates extends Query<Page<PossibleDuplicate>> {
  static readonly subject = 'identity.query.list-possible-duplicates.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(duplicateStates) readonly state?: DuplicateState; // Without: what waits for an answer.
  @IsOptional() @IsBoolean() readonly certain?: boolean;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid;
  @IsIn(matchLanguages) readonly language!: MatchLanguage;
}

export class GetPossibleDuplicate extends Query<PossibleDuplicate> {
  static readonly subject = 'identity.query.get-possible-duplicate.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly duplicateId!: Uuid;
  @IsIn(matchLanguages) readonly language!: MatchLanguage;
}

export class DecideDuplicate extends Command<PossibleDuplicate> {
  static readonly subject = 'identity.command.decide-duplicate.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly duplicateId!: Uuid;
  @IsIn(duplicateDecisions) readonly decision!: DuplicateDecision;
  @IsOptional() @IsDateString() readonly laterUntil?: string; // In thirty days, where nothing else is said.
  @IsIn(matchLanguages) readonly language!: MatchLanguage;
}

/** A search has ended. */
export class DuplicatesSearched {
  static readonly subject = 'identity.event.duplicates-searched.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly searchId!: Uuid;
  @IsUUID('all') readonly organizationId!: Uuid;
  @IsInt() @Min(0) readonly looked!: number;
  @IsInt() @Min(0) readonly found!: number;
}

/** Somebody said of two people whether they are one, or when to ask again. */
export class DuplicateDecided {
  static readonly subject = 'identity.event.duplicate-decided.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly duplicateId!: Uuid;
  @IsUUID('all') readonly organizationId!: Uuid;
  @IsUUID('all', { each: true }) readonly personIds!: Uuid[];
  @IsIn(duplicateDecisions) readonly decision!: DuplicateDecision;
}
