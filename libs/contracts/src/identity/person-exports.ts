import { Command, Query } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { ServiceName, Uuid } from '../caller.js';
import type { Page, RequestClass } from '../message.js';

export const exportStates = ['collecting', 'ready', 'expired'] as const;
export type ExportState = (typeof exportStates)[number];

/** Everything that is held of a person, as a file on its way or for a while to be fetched. */
export interface PersonExport {
  id: Uuid;
  personId: Uuid | null; // Null: everything about whoever asked, in every network they sign in to.
  state: ExportState;
  collected: ServiceName[]; // Which services have answered whole.
  asked: ServiceName[];
  requestedAt: string;
  finishedAt: string | null;
  expiresAt: string | null; // It can be fetched until then.
  bytes: number | null;
}

/** A part of the file, in order. */
export interface ExportPiece {
  text: string;
  next: number | null;
  fileName: string;
}

/** Begins the export of what the acting organization holds of a person. */
export class RequestPersonExport extends Command<PersonExport> {
  static readonly subject = 'identity.command.request-person-export.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid; // Chosen by the sender: asked twice, it begins once.
  @IsUUID('all') readonly personId!: Uuid;
}

/** Begins the export of everything that anybody holds of whoever signed in, or of a member of an account of theirs. */
export class RequestOwnExport extends Command<PersonExport> {
  static readonly subject = 'identity.command.request-own-export.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid;
}

export class GetPersonExport extends Query<PersonExport> {
  static readonly subject = 'identity.query.get-person-export.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid;
}

export class GetOwnExport extends Query<PersonExport> {
  static readonly subject = 'identity.query.get-own-export.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid;
}

export class ListPersonExports extends Query<Page<PersonExport>> {
  static readonly subject = 'identity.query.list-person-exports.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsUUID('all') readonly personId?: Uuid;
}

export class ListOwnExports extends Query<Page<PersonExport>> {
  static readonly subject = 'identity.query.list-own-exports.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
}

export class GetPersonExportPiece extends Query<ExportPiece> {
  static readonly subject = 'identity.query.get-person-export-piece.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid;
  @IsInt() @Min(0) @Max(100_000) readonly piece!: number;
}

export class GetOwnExportPiece extends Query<ExportPiece> {
  static readonly subject = 'identity.query.get-own-export-piece.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly exportId!: Uuid;
  @IsInt() @Min(0) @Max(100_000) readonly piece!: number;
}

/** What is asked about exports of people. */
export const exportRequests: readonly RequestClass[] = [
  RequestPersonExport,
  RequestOwnExport,
  GetPersonExport,
  GetOwnExport,
  ListPersonExports,
  ListOwnExports,
  GetPersonExportPiece,
  GetOwnExportPiece,
];
