import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { matchLanguages, type MatchLanguage } from '#contracts/identity/find-similar-people.query';

/** The language reasons are given in, by `Accept-Language`; English when nothing of ours is asked for. */
export const ReasonLanguage = createParamDecorator((_data: unknown, context: ExecutionContext): MatchLanguage => {
  const accepted = context
    .switchToHttp()
    .getRequest<Request>()
    .acceptsLanguages(...matchLanguages);
  return matchLanguages.find((language) => language === accepted) ?? 'en';
});
