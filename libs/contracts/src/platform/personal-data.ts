import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsOptional, IsString, MaxLength, isUUID } from 'class-validator';
import type { ServiceName, Uuid } from '../caller.js';
import { IsShape, type Check } from '../rows.js';

/** A row about somebody, as told to them. */
export interface CollectedRow {
  organizationId: Uuid | null; // Null where it is shared, or of no organization.
  values: Record<string, unknown>;
}

/** Rows of one kind, with what their fields say and why they are held. */
export interface CollectedSection {
  name: string;
  title: string;
  fields: Record<string, string>; // What the personal ones hold; the others are what their names say.
  basis: string;
  kept: string;
  rows: CollectedRow[];
}

/** Whose rows, and by whom they are held. */
export interface Somebody {
  personIds: Uuid[];
  accountIds: Uuid[]; // That they own.
  userIds: Uuid[]; // Their sign-ins.
  organizationIds: Uuid[];
  importIds: Uuid[]; // Rows of imports that named them: an id each, and beside it the row.
  importRows: number[];
}

const areIds: Check = (value) => Array.isArray(value) && value.length <= 10_000 && value.every((id) => isUUID(id, 'all'));
const areRows: Check = (value) => Array.isArray(value) && value.length <= 10_000 && value.every(Number.isInteger);
const IsSomebody = (): PropertyDecorator =>
  IsShape({ personIds: areIds, accountIds: areIds, userIds: areIds, organizationIds: areIds, importIds: areIds, importRows: areRows });

/** What a service holds of somebody, some rows at a time. Every service answers for itself; identity alone asks, in a flow. */
export class CollectPersonalData extends Query<{ sections: CollectedSection[]; next: string | null }> {
  static readonly subjectOf = (service: ServiceName): string => `${service}.query.collect-personal-data.v1`;
  @IsSomebody() readonly somebody!: Somebody;
  @IsBoolean() readonly own!: boolean; // Told to the person: with their sign-in, and what no organization sees.
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

/** Something that keeps a person from being erased now. */
export interface ErasureObstacle {
  code: string; // "open-balance"
  says: string;
  organizationId: Uuid | null;
  about: string; // What it is about: an id.
}

/** Rows of one kind that erasing a person touches, or leaves. */
export interface ErasureCount {
  name: string;
  title: string;
  rows: number;
}

export interface ErasureLeft extends ErasureCount {
  why: string;
  kept: string;
}

export interface ErasurePreview {
  obstacles: ErasureObstacle[];
  erased: ErasureCount[];
  left: ErasureLeft[];
}

/** What erasing somebody would do to what a service holds, and what stands in its way. */
export class PreviewErasing extends Query<ErasurePreview> {
  static readonly subjectOf = (service: ServiceName): string => `${service}.query.preview-erasing.v1`;
  @IsSomebody() readonly somebody!: Somebody;
  @IsBoolean() readonly everywhere!: boolean; // With what organizations share.
}

/** Erases what a service holds of somebody. Doing it twice changes nothing more. */
export class ErasePersonalData extends Command<{ rows: number }> {
  static readonly subjectOf = (service: ServiceName): string => `${service}.command.erase-personal-data.v1`;
  @IsSomebody() readonly somebody!: Somebody;
  @IsBoolean() readonly everywhere!: boolean;
}

/** Services that may hold something of people, in the order in which they are asked. */
export const holders = ['identity', 'memberships', 'billing', 'imports', 'leads'] as const satisfies readonly ServiceName[];

/** What every service is asked by identity about people, whose rows stand everywhere. */
export const personalDataSubjectsOf = (service: ServiceName): string[] =>
  [CollectPersonalData, PreviewErasing, ErasePersonalData].map(({ subjectOf }) => subjectOf(service));
