import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The reader's language by `Accept-Language`; English when nothing of ours is asked for. */
export const languageOf = (request: Request): Language => {
  const accepted = request.acceptsLanguages(...languages);
  return accepted === 'fr' ? 'fr' : 'en';
};

export const ReaderLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): Language =>
  languageOf(context.switchToHttp().getRequest<Request>()),
);
