import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import type { ServiceName, Uuid } from '../caller.js';
import type { Page, RequestClass } from '../message.js';
import type { ErasureCount, ErasureLeft, ErasureObstacle } from '../platform/personal-data.js';

export const erasureStates = ['running', 'refused', 'erased'] as const;
export type ErasureState = (typeof erasureStates)[number];

/** What erasing a person would do: what goes, what stays and why, what stands in the way. */
export interface PersonErasurePreview {
  personId: Uuid;
  everywhere: boolean; // Nobody else holds the person: what is shared goes too.
  obstacles: ErasureObstacle[];
  erased: (ErasureCount & { service: ServiceName })[];
  left: (ErasureLeft & { service: ServiceName })[];
  previewHash: string; // Of what is decided by it: confirming names it.
}

/** A person being erased, step by step over all services, or erased. */
export interface PersonErasure {
  id: Uuid;
  personId: Uuid;
  everywhere: boolean;
  state: ErasureState; // Refused: something came in the way in the moment between.
  done: ServiceName[];
  obstacles: ErasureObstacle[];
  left: (ErasureLeft & { service: ServiceName })[];
  requestedAt: string;
  finishedAt: string | null;
}

export class PreviewPersonErasure extends Query<PersonErasurePreview> {
  static readonly subject = 'identity.query.preview-person-erasure.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: Uuid;
}

/** Erases what the acting organization holds of a person; and the person, when nobody else holds them. */
export class ErasePerson extends Command<PersonErasure> {
  static readonly subject = 'identity.command.erase-person.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly erasureId!: Uuid;
  @IsUUID('all') readonly personId!: Uuid;
  @IsString() @Length(64, 64) readonly previewHash!: string;
}

export class GetPersonErasure extends Query<PersonErasure> {
  static readonly subject = 'identity.query.get-person-erasure.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly erasureId!: Uuid;
}

export class ListPersonErasures extends Query<Page<PersonErasure>> {
  static readonly subject = 'identity.query.list-person-erasures.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid;
}

/** What it would be to be erased everywhere: whoever signed in, in one of the networks they sign in to. */
export class PreviewOwnErasure extends Query<PersonErasurePreview> {
  static readonly subject = 'identity.query.preview-own-erasure.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid; // Or a member they answer for. Without: themselves, where that is one person.
}

/** Erases whoever signed in, at every organization of the network. */
export class EraseMyself extends Command<PersonErasure> {
  static readonly subject = 'identity.command.erase-myself.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly erasureId!: Uuid;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid;
  @IsString() @Length(64, 64) readonly previewHash!: string;
}

/** A person is erased: at these organizations, and altogether when it was everywhere. */
export class PersonErased {
  static readonly subject = 'identity.event.person-erased.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever keeps copies; services here were asked one by one.
  @IsUUID('all') readonly erasureId!: Uuid;
  @IsUUID('all') readonly personId!: Uuid;
  @IsBoolean() readonly everywhere!: boolean;
  @IsUUID('all', { each: true }) readonly organizationIds!: Uuid[];
}

/** What is asked about erasing people. */
export const erasureRequests: readonly RequestClass[] = [
  PreviewPersonErasure,
  ErasePerson,
  GetPersonErasure,
  ListPersonErasures,
  PreviewOwnErasure,
  EraseMyself,
];
