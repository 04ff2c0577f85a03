import { Command, Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { BooksToJoin } from '../billing/merges.js';
import type { HoldingConflict, HoldingToMove, LaterActivity } from '../memberships/merges.js';
import type { Page } from '../message.js';
import { IsRows, anId } from '../rows.js';

/** `moving`: one already here, memberships and books follow. `merged`: all of it is. Undone: `splitting` until each has their own again. */
export const mergeStates = ['moving', 'merged', 'splitting', 'undone'] as const;
export type MergeState = (typeof mergeStates)[number];

/** Whose sign-in stays, where both have one (ID-23): the client says. */
export const usernameChoices = ['survivor', 'closed'] as const;
export type UsernameChoice = (typeof usernameChoices)[number];

export const mergedFields = [
  'firstName',
  'lastName',
  'birthDate',
  'address',
  'city',
  'province',
  'postalCode',
  'country',
  'phone',
  'email',
  'gender',
  'language',
  'picture',
] as const;
export type MergedField = (typeof mergedFields)[number];

/** A field of both, side by side, and what it will be: the survivor's, or the other's where the survivor has none. */
export interface MergeField {
  field: MergedField;
  survivor: string | null;
  closed: string | null;
  result: string | null;
  from: 'survivor' | 'closed' | null; // Null: neither has any.
  differs: boolean; // Both have one, and they are not the same.
}

export interface MergeSide {
  personId: Uuid;
  number: string;
  name: string;
  username: string | null; // As far as the organization may see it.
  accountIds: Uuid[]; // Its client accounts.
}

/** An account of the closed person that becomes one with an account of the survivor's. */
export interface AccountToJoin {
  closedAccountId: Uuid;
  survivorAccountId: Uuid;
  moving: { personId: Uuid; number: string; name: string }[]; // Its other members, who come along; those the organization holds.
}

/** What staff should look at before they say yes. None of it keeps them from it. */
export const mergeWarnings = ['birth-dates-differ', 'genders-differ', 'both-sign-in', 'both-hold-the-same', 'account-stays-apart'] as const;
export type MergeWarning = (typeof mergeWarnings)[number];

/** What a merge would do, as the organization may see it. `previewHash` stands for all of it. */
export interface MergePreview {
  survivor: MergeSide;
  closed: MergeSide;
  fields: MergeField[];
  extraEmails: string[]; // Kept beside the survivor's own.
  username: string | null; // The one that stays.
  accounts: AccountToJoin[];
  memberships: HoldingToMove[];
  conflicts: HoldingConflict[];
  books: BooksToJoin[];
  warnings: MergeWarning[];
  previewHash: string;
}

/** What undoing a merge would do. */
export interface UnmergePreview {
  mergeId: Uuid;
  survivor: MergeSide;
  closed: MergeSide; // As it will be again.
  accounts: AccountToJoin[]; // Accounts that open again, with the members who go back.
  memberships: HoldingToMove[]; // Those that go back.
  books: BooksToJoin[];
  later: LaterActivity[]; // What came after the merge, and where it goes.
  previewHash: string;
}

export interface MergeRecord {
  id: Uuid;
  state: MergeState;
  survivorPersonId: Uuid;
  survivorName: string;
  closedPersonId: Uuid;
  closedName: string;
  closedNumber: string;
  possibleDuplicateId: Uuid | null;
  accounts: { closedAccountId: Uuid; survivorAccountId: Uuid }[]; // Of the organization's clients.
  mergedAt: string;
  mergedBy: string;
  undoneAt: string | null;
  undoneBy: string | null;
}

export class PreviewMerge extends Query<MergePreview> {
  static readonly subject = 'identity.query.preview-merge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsOptional() @IsIn(usernameChoices) readonly keepUsernameOf?: UsernameChoice;
}

/** ID-24. Refused with `identity.merge-changed` and the new preview, when it would do anything else than what was previewed. */
export class MergePeople extends Command<MergeRecord> {
  static readonly subject = 'identity.command.merge-people.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsOptional() @IsIn(usernameChoices) readonly keepUsernameOf?: UsernameChoice;
  @IsString() @MaxLength(100) readonly previewHash!: string;
}

export class GetMerge extends Query<MergeRecord> {
  static readonly subject = 'identity.query.get-merge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
}

export const mergeSorts = ['mergedAt', '-mergedAt'] as const;
export type MergeSort = (typeof mergeSorts)[number];

/** The organization's own merges, the newest first unless asked otherwise. */
export class ListMerges extends Query<Page<MergeRecord>> {
  static readonly subject = 'identity.query.list-merges.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsIn(mergeStates) readonly state?: MergeState;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid; // Survivor or closed.
  @IsOptional() @IsDay() readonly from?: LocalDate; // Merged on this day of the organization's, or later.
  @IsOptional() @IsDay() readonly to?: LocalDate;
  @IsOptional() @IsIn(mergeSorts) readonly sort?: MergeSort;
}

export class PreviewUnmerge extends Query<UnmergePreview> {
  static readonly subject = 'identity.query.preview-unmerge.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly giveBack?: Uuid[];
}

/** Both are there again, as they were. What came later stays with the survivor, but for what `giveBack` names of the preview's `later`. */
export class UnmergePeople extends Command<MergeRecord> {
  static readonly subject = 'identity.command.unmerge-people.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsOptional() @IsArray() @ArrayMaxSize(500) @IsUUID('all', { each: true }) readonly giveBack?: Uuid[];
  @IsString() @MaxLength(100) readonly previewHash!: string;
}

const accountPair = { from: anId, to: anId };

/** Two people are one, in every service. The closed ids lead to the surviving ones until PersonUnmerged. */
export class PersonMerged {
  static readonly subject = 'identity.event.person-merged.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever listens; those who hold something were asked to move it.
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsUUID('all') readonly closedPersonId!: Uuid;
  @IsRows(accountPair, { atMost: 100 }) readonly accounts!: { from: Uuid; to: Uuid }[];
}

/** They are two again, in every service. */
export class PersonUnmerged {
  static readonly subject = 'identity.event.person-unmerged.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly mergeId!: Uuid;
  @IsUUID('all') readonly survivorPersonId!: Uuid;
  @IsUUID('all') readonly reopenedPersonId!: Uuid;
  @IsRows(accountPair, { atMost: 100 }) readonly accounts!: { from: Uuid; to: Uuid }[];
}
