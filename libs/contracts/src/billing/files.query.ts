import { Query } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import type { Uuid } from '../caller.js';

export const fileFormats = ['csv', 'pdf'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** Languages that documents are written in. */
export const documentLanguages = ['en', 'fr', 'nl'] as const;
export type DocumentLanguage = (typeof documentLanguages)[number];

/** A file, or as much of it as one message carries. The rest is asked for by GetFilePiece. */
export interface FilePiece {
  fileId: Uuid;
  fileName: string;
  mediaType: string;
  base64: string;
  pieces: number; // How many the file has; this is the first, unless asked for by number.
}

/** A further piece of a file that was made for the acting organization within the hour. */
export class GetFilePiece extends Query<{ base64: string }> {
  static readonly subject = 'billing.query.get-file-piece.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly fileId!: string;
  @IsInt() @Min(1) @Max(1000) readonly piece!: number; // From 1: the first came with the file.
}

export const paperKinds = ['invoice', 'credit-note'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** An issued document as PDF, for its issuer or debtor. Without a language: the issuer's first. */
export class MakeDocumentFile extends Query<FilePiece> {
  static readonly subject = 'billing.query.make-document-file.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly documentId!: string;
  @IsIn(paperKinds) readonly kind!: PaperKind;
  @IsOptional() @IsIn(documentLanguages) readonly language?: DocumentLanguage;
}
