import type { Request } from 'express';
import { DomainError } from '#kernel/domain-error';
import { publicId, publicPrefixes, type PublicKind, type Uuid } from '#kernel/ids';

const leads: Record<string, PublicKind> = { 'identity.person-merged': 'person', 'identity.account-merged': 'account' };

/**
 * Where to read instead, when what was asked for was merged into something else (ID-24): the same address with the survivor's id. Not for
 * ever, since a merge may be undone. A change is refused rather than made to somebody who was not named.
 */
export function locationInstead(error: unknown, { method, originalUrl }: Pick<Request, 'method' | 'originalUrl'>): string | undefined {
  if (!(error instanceof DomainError) || (method !== 'GET' && method !== 'HEAD')) return undefined;
  const kind = leads[error.code];
  const survivor = kind && (error.facts as Record<string, Uuid | undefined>)[`${kind}Id`];
  if (!kind || survivor === undefined) return undefined;
  const asked = new RegExp(`/${publicPrefixes[kind]}_[0-9a-f]{32}`);
  return asked.test(originalUrl) ? originalUrl.replace(asked, `/${publicId(kind, survivor)}`) : undefined;
}
