import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleId } from '../edge/public-ids.js';
import type { Edge } from '../edge/operation.js';
import type { Operation } from './operations.js';

type Parameters = NonNullable<NonNullable<OpenAPIObject['components']>['parameters']>;

const header = (name: string, required: boolean, description: string, example: string) => ({
  name,
  in: 'header' as const,
  required,
  description,
  schema: { type: 'string' as const },
  example,
});

const key = 'The same key with the same request gives the first answer again; with another request it is refused.';

/** Headers that many operations understand. */
export const edgeParameters = {
  ActingOrganization: header(
    'Acting-Organization',
    false,
    'For whom to act, when several organizations are granted',
    exampleId('organization'),
  ),
  IdempotencyKey: header('Idempotency-Key', false, key, '5f1c9a52-0d0e-4c1f-9a41-1c3f6f0f3f0a'),
  RequiredIdempotencyKey: header('Idempotency-Key', true, key, '5f1c9a52-0d0e-4c1f-9a41-1c3f6f0f3f0a'),
  IfMatch: header('If-Match', true, 'The ETag of the version that was seen', '"1"'),
  AcceptLanguage: header('Accept-Language', false, 'English or French', 'fr'),
} satisfies Parameters;

const ref = (name: keyof typeof edgeParameters) => ({ $ref: `#/components/parameters/${name}` });

export function parametersOf({ open, idempotency, edits, language }: Edge): NonNullable<Operation['parameters']> {
  return [
    ...(open ? [] : [ref('ActingOrganization')]),
    ...(idempotency === 'honoured' ? [ref('IdempotencyKey')] : []),
    ...(idempotency === 'required' ? [ref('RequiredIdempotencyKey')] : []),
    ...(edits ? [ref('IfMatch')] : []),
    ...(language ? [ref('AcceptLanguage')] : []),
  ];
}
