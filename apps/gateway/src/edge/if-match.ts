import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { DomainError } from '#kernel/domain-error';
import { IfMatchMissing } from './gateway.errors.js';

/** An entity tag no version of ours ever had, so whoever sends it saw something else. */
export class IfMatchStale extends DomainError {
  readonly code = 'gateway.if-match-stale';
  readonly kind = 'stale';
  constructor() {
    super('The If-Match header names no version there is; read again and repeat the change');
  }
}

export const etagOf = (version: number): string => `"${version}"`;

/** The version an editor saw, as the ETag of that answer said. */
export function versionIn(ifMatch: string | undefined): number {
  if (ifMatch === undefined || ifMatch.trim() === '') throw new IfMatchMissing();
  const tag = /^"(\d{1,15})"$/.exec(ifMatch.trim());
  // `*`, weak tags and lists name no single version: an edit here is of one that was seen.
  if (!tag) throw new IfMatchStale();
  return Number(tag[1]);
}

/** `@SeenVersion() version: number` */
export const SeenVersion = createParamDecorator((_data: unknown, context: ExecutionContext): number =>
  versionIn(context.switchToHttp().getRequest<Request>().header('if-match')),
);

/** `@SeenVersionIfAny() version?: number`: two people may mend two rows of one file side by side, so a row asks for none. */
export const SeenVersionIfAny = createParamDecorator((_data: unknown, context: ExecutionContext): number | undefined => {
  const ifMatch = context.switchToHttp().getRequest<Request>().header('if-match');
  return ifMatch === undefined ? undefined : versionIn(ifMatch);
});

/** Says which version an answer shows. */
export function showVersion(response: Response, { version }: { version: number }): void {
  response.setHeader('ETag', etagOf(version));
}
