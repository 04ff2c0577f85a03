import { Command, Query } from '@nestjs/cqrs';
import { IsBase64, IsBoolean, IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';

/*
 * Pictures of people: shared by every organization of the network that knows them (ID-3).
 */

/** A picture as it is kept: a square JPEG, whatever was sent. */
export interface PictureRecord {
  personId: Uuid;
  sha256: string; // Of the JPEG. Also the ETag.
  side: number; // In pixels
  changedAt: string;
}

/** One piece of a picture on its way: a message holds no more. */
export class AppendPicturePiece extends Command<{ received: number }> {
  static readonly subject = 'identity.command.append-picture-piece.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly uploadId!: string;
  @IsUUID('all') readonly personId!: string;
  @IsInt() @Min(0) @Max(100) readonly index!: number;
  @IsBase64() @MaxLength(700_000) readonly bytes!: string;
}

/** Makes the pieces the picture of a member of the acting organization's, for everybody. They are gone afterwards. */
export class SetPicture extends Command<PictureRecord> {
  static readonly subject = 'identity.command.set-picture.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsUUID('all') readonly uploadId!: string;
  @Matches(/^[0-9a-f]{64}$/) readonly sha256!: string; // Of what was sent.
  @IsOptional() @IsBoolean() readonly confirmShared?: boolean; // Needed to replace one: it changes for everybody (ID-3).
}

/** The picture of a member of the acting organization's. It fits in one message. */
export class GetPicture extends Query<PictureRecord & { base64: string }> {
  static readonly subject = 'identity.query.get-picture.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
}

export class RemovePicture extends Command<PictureRecord> {
  static readonly subject = 'identity.command.remove-picture.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsOptional() @IsBoolean() readonly confirmShared?: boolean; // Needed: it is gone for everybody.
}

/** Somebody has another picture, or none any more. */
export class PictureChanged {
  static readonly subject = 'identity.event.picture-changed.v1';
  static readonly senders = ['identity'] as const;
  static readonly consumers = [] as const; // For whoever listens; nobody here depends on it.
  @IsUUID('all') readonly personId!: string;
  @IsUUID('all') readonly organizationId!: string; // Who changed it.
  @IsBoolean() readonly present!: boolean;
}
