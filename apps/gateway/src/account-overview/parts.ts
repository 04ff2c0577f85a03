import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '#contracts/caller';
import { DomainError, type ErrorKind } from '#kernel/domain-error';
import type { Right } from '#kernel/rights';
import { Unavailable } from '#platform/errors/unavailable';
import { RemoteFailure } from '#platform/messaging/remote-error';

/*
 * An account is told by several services. Each of them has its own time to answer in, so that whoever is away costs the reader a part
 * and never the whole (ID-25).
 */

/** How long a part may take. */
export const partMs = 2_500;

/** What became of asking for a part. */
export type Part<T> =
  | { readonly state: 'ready'; readonly content: T }
  | { readonly state: 'unavailable'; readonly service: ServiceName }
  | { readonly state: 'forbidden'; readonly rights: readonly Right[] };

/**
 * Asks for a part, for as long as it may take. A service that is away, too slow or broken is named; a missing right, too. Refusals of
 * the kinds in `whole` refuse more than the part.
 */
export async function partOf<T>(service: ServiceName, ask: () => Promise<T>, whole: readonly ErrorKind[] = []): Promise<Part<T>> {
  try {
    return { state: 'ready', content: await within(partMs, ask()) };
  } catch (error) {
    if (!(error instanceof DomainError || error instanceof RemoteFailure)) throw error;
    if (error instanceof DomainError && whole.includes(error.kind)) throw error;
    if (error instanceof DomainError && error.kind === 'forbidden') return { state: 'forbidden', rights: rightsIn(error) };
    return { state: 'unavailable', service };
  }
}

async function within<T>(ms: number, asked: Promise<T>): Promise<T> {
  const settled = new AbortController();
  const late = pause(ms, undefined, { signal: settled.signal, ref: false }).then(
    () => Promise.reject(new Unavailable('A part of the account did not answer in time.')),
    () => new Promise<never>(() => undefined), // The answer was first.
  );
  return Promise.race([asked, late]).finally(() => settled.abort());
}

const rightsIn = ({ facts }: DomainError): readonly Right[] =>
  'anyOf' in facts && Array.isArray(facts.anyOf) ? (facts.anyOf as Right[]) : [];

/** What a part says once what it needs is there; what was in the way stays in the way. */
export const mapped = <T, U>(part: Part<T>, map: (content: T) => U): Part<U> =>
  part.state === 'ready' ? { state: 'ready', content: map(part.content) } : part;
