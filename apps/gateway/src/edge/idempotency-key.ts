import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '#contracts/caller';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { IdempotencyKeyMissing, RequestInvalid } from './gateway.errors.js';

/** The key of a request, as its header gives it. */
export function idempotencyKeyIn(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (/^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new RequestInvalid([{ code: 'gateway.invalid-field', detail: 'Idempotency-Key must be 1 to 200 visible ASCII characters' }]);
}

const keyOf = (context: ExecutionContext) => idempotencyKeyIn(context.switchToHttp().getRequest<Request>().header('idempotency-key'));

/** `@IdempotencyKey() key?: string`: honoured where given. */
export const IdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string | undefined => keyOf(context));

/** `@RequiredIdempotencyKey() key: string`: where money moves or something is committed. */
export const RequiredIdempotencyKey = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const key = keyOf(context);
  if (key === undefined) throw new IdempotencyKeyMissing();
  return key;
});

/** The id of what a request makes: a repeat by the same caller with the same key finds the same thing. */
export function creationId(what: string, caller: Caller, key: string | undefined): Uuid {
  return key === undefined ? newId() : derivedId('request', what, caller.kind, caller.id, caller.organization?.id ?? '', key);
}
