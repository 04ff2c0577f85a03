import { StreamableFile } from '@nestjs/common';
import type { Query } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import type { Request } from 'express';
import { GetFilePiece, documentLanguages, type DocumentLanguage, type FilePiece } from '#contracts/billing/files.query';
import { message } from '#contracts/message';
import type { Messages } from '#platform/messaging/messages';
import { dispositionOf } from './attachment.js';
import { Omittable } from './omittable.js';

const mediaTypes = { json: 'application/json', csv: 'text/csv', pdf: 'application/pdf', png: 'image/png' } as const;
export type Format = keyof typeof mediaTypes;

/** In which language a file is asked for; without one, what the reader's browser prefers. */
export class InLanguage {
  @ApiPropertyOptional({ enum: documentLanguages, description: 'Of a file; by Accept-Language, or else the issuer’s own', example: 'fr' })
  @Omittable()
  @IsIn(documentLanguages)
  readonly language?: DocumentLanguage;
}

/** In which form one document is asked for. */
export class DocumentRequest extends InLanguage {
  @ApiPropertyOptional({ enum: ['json', 'pdf'], description: 'By Accept when absent', example: 'json' })
  @Omittable()
  @IsIn(['json', 'pdf'])
  readonly format?: 'json' | 'pdf';
}

/** The form that is asked for: by name, or by what is accepted. JSON, when nothing of ours is. */
export function formatOf<F extends Format>(request: Request, asked: F | undefined, offered: readonly [F, ...F[]]): F {
  if (asked !== undefined) return asked;
  const accepted = request.accepts(offered.map((format) => mediaTypes[format]));
  return offered.find((format) => mediaTypes[format] === accepted) ?? offered[0];
}

/** The language of a file, or undefined: then it is the issuer's own. */
export function fileLanguageOf(request: Request, asked: DocumentLanguage | undefined): DocumentLanguage | undefined {
  if (asked !== undefined || !request.header('accept-language')) return asked;
  const accepted = request.acceptsLanguages(...documentLanguages);
  return documentLanguages.find((language) => language === accepted);
}

/** An answer that is written as JSON already. */
export const jsonFile = (json: Buffer): StreamableFile =>
  new StreamableFile(json, { type: 'application/json; charset=utf-8', length: json.length });

/** Making a file of many pages takes longer than answering a question. */
export const fileOptions = { timeoutMs: 60_000 };

/** A file to be saved, put together from its pieces. */
export async function fileOf(
  messages: Messages,
  { fileId, fileName, mediaType, base64, pieces }: FilePiece,
  further: (piece: { fileId: string; piece: number }) => Query<{ base64: string }> = (piece) => message(GetFilePiece, piece),
): Promise<StreamableFile> {
  const parts = [Buffer.from(base64, 'base64')];
  for (let piece = 1; piece < pieces; piece++) {
    parts.push(Buffer.from((await messages.ask(further({ fileId, piece }))).base64, 'base64'));
  }
  const whole = Buffer.concat(parts);
  return new StreamableFile(whole, { type: mediaType, disposition: dispositionOf(fileName), length: whole.length });
}
