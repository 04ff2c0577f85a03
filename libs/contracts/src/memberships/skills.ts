import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { LocalDate, Uuid } from '../caller.js';
import { IsDay } from '../days.js';
import type { Page } from '../message.js';
import { IsRows, IsShape, aText, maybe } from '../rows.js';

/*
 * Skills of members (ID-26): each organization's own, both what it calls a skill and who has it (ID-3).
 */

/** A level of a skill, known by a key that stays when it is renamed. */
export interface SkillLevel {
  key: string;
  en: string | null;
  fr: string | null;
  nl: string | null;
}

/** A skill as an organization defines it. */
export interface SkillRecord {
  id: Uuid;
  names: Record<string, string>; // By language: { en: "Backstroke", fr: "Dos" }
  levels: { key: string; names: Record<string, string> }[]; // The lowest first; none: one has it or not.
  archived: boolean; // Nobody is given it any more; who has it keeps it.
  version: number;
}

/** A skill that a member has, or had. */
export interface MemberSkillRecord {
  id: Uuid;
  personId: Uuid;
  skillId: Uuid;
  names: Record<string, string>; // Of the skill
  level: { key: string; names: Record<string, string> } | null;
  since: LocalDate; // Of this skill and level
  removedOn: LocalDate | null;
  version: number;
}

export const skillChanges = ['assigned', 'reassigned', 'removed'] as const;
export type SkillChangeKind = (typeof skillChanges)[number];

/** A line of the history of a member's skill. */
export interface SkillChangeRecord {
  change: SkillChangeKind;
  skillId: Uuid;
  names: Record<string, string>;
  level: string | null; // Its key
  on: LocalDate; // The day it counts from
  at: string; // When it was written down
  by: string; // By name
}

const names = { en: maybe(aText(200)), fr: maybe(aText(200)), nl: maybe(aText(200)) };
const levels = { key: aText(40), ...names };

export class CreateSkill extends Command<SkillRecord> {
  static readonly subject = 'memberships.command.create-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly skillId!: string;
  @IsShape(names) readonly names!: Record<string, string>;
  @IsOptional() @IsRows(levels, { atMost: 50 }) readonly levels?: SkillLevel[];
}

/** What is left out stays. A level that somebody has stays, too: `memberships.level-in-use`. */
export class ChangeSkill extends Command<SkillRecord> {
  static readonly subject = 'memberships.command.change-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly skillId!: string;
  @IsInt() readonly version!: number; // The one the editor saw, else `memberships.stale-skill`.
  @IsOptional() @IsShape(names) readonly names?: Record<string, string>;
  @IsOptional() @IsRows(levels, { atMost: 50 }) readonly levels?: SkillLevel[];
  @IsOptional() @IsBoolean() readonly archived?: boolean;
}

export class GetSkill extends Query<SkillRecord> {
  static readonly subject = 'memberships.query.get-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly skillId!: string;
}

/** The acting organization's skills, in the order they were defined. */
export class ListSkills extends Query<Page<SkillRecord>> {
  static readonly subject = 'memberships.query.list-skills.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
}

/** Gives a skill to a member of a client account of the acting organization, who does not have it. */
export class AssignSkill extends Command<MemberSkillRecord> {
  static readonly subject = 'memberships.command.assign-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly memberSkillId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsUUID('all') readonly skillId!: string;
  @IsOptional() @IsString() @Length(1, 40) readonly level?: string; // The lowest when absent.
  @IsOptional() @IsDay() readonly on?: LocalDate; // Today when absent; no day to come.
}

/** Another level of the same skill, or another skill in its place. */
export class ReassignSkill extends Command<MemberSkillRecord> {
  static readonly subject = 'memberships.command.reassign-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly memberSkillId!: string;
  @IsInt() readonly version!: number; // The one the editor saw, else `memberships.stale-member-skill`.
  @IsOptional() @IsUUID('all') readonly skillId?: string;
  @IsOptional() @IsString() @Length(1, 40) readonly level?: string;
  @IsOptional() @IsDay() readonly on?: LocalDate;
}

/** Takes a skill from a member; its history stays. Doing it twice changes nothing. */
export class RemoveSkill extends Command<MemberSkillRecord> {
  static readonly subject = 'memberships.command.remove-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly memberSkillId!: string;
}

export class GetMemberSkill extends Query<MemberSkillRecord> {
  static readonly subject = 'memberships.query.get-member-skill.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly memberSkillId!: string;
}

/** Who has which skill at the acting organization, in the order they were given. */
export class ListMemberSkills extends Query<Page<MemberSkillRecord>> {
  static readonly subject = 'memberships.query.list-member-skills.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: string;
  @IsOptional() @IsUUID('all') readonly memberId?: string; // As `personId`, but missing unless a member.
  @IsOptional() @IsUUID('all') readonly accountId?: string; // Of the members of this account.
  @IsOptional() @IsUUID('all') readonly skillId?: string;
  @IsOptional() @IsString() @MaxLength(40) readonly level?: string;
  @IsOptional() @IsBoolean() readonly removed?: boolean; // False when absent.
}

/** The history of a member's skill, the newest first. */
export class ListSkillChanges extends Query<Page<SkillChangeRecord>> {
  static readonly subject = 'memberships.query.list-skill-changes.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly memberSkillId!: string;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** A skill was defined, changed or archived, or taken back from the archive. */
export class SkillDefined {
  static readonly subject = 'memberships.event.skill-defined.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly skillId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsInt() readonly version!: number;
  @IsBoolean() readonly archived!: boolean;
}

/** A member was given a skill, another one or another level, or lost it. */
export class MemberSkillChanged {
  static readonly subject = 'memberships.event.member-skill-changed.v1';
  static readonly senders = ['memberships'] as const;
  static readonly consumers = [] as const;
  @IsUUID('all') readonly memberSkillId!: string;
  @IsUUID('all') readonly organizationId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsIn(skillChanges) readonly change!: SkillChangeKind;
  @IsUUID('all') readonly skillId!: string;
  @IsOptional() @IsString() readonly level!: string | null;
  @IsDay() readonly on!: LocalDate;
  @IsInt() readonly version!: number;
}
