import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorKind } from '#kernel/domain-error';
import type { Edge } from '../edge/operation.js';
import { statuses } from '../edge/statuses.js';
import { ProblemView } from '../problems/problem.response.js';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

interface Refusal {
  readonly name: string;
  readonly description: string;
  /** A case of it, for the example. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

const refusals: Record<ErrorKind | 'internal', Refusal> = {
  invalid: {
    name: 'Invalid',
    description: 'Malformed: every fault is listed',
    code: 'gateway.invalid-request',
    title: 'The request is not valid',
    detail: 'One thing in the request is not as it should be',
  },
  unauthenticated: {
    name: 'Unauthenticated',
    description: 'No valid credentials',
    code: 'platform.unauthenticated',
    title: 'Sign in first',
    detail: 'Sign in first.',
  },
  forbidden: {
    name: 'Forbidden',
    description: 'The role does not allow it',
    code: 'platform.forbidden',
    title: 'Not allowed',
    detail: 'Your role does not allow this.',
  },
  missing: {
    name: 'Missing',
    description: 'Absent, or somebody else’s: the two are not told apart',
    code: 'gateway.no-such-object',
    title: 'There is nothing with this id',
    detail: 'There is nothing with this id',
  },
  conflict: {
    name: 'Conflict',
    description: 'Not in this state, or still in progress',
    code: 'platform.in-progress',
    title: 'Still in progress',
    detail: 'A request with this idempotency key is still being worked on.',
  },
  stale: {
    name: 'Stale',
    description: 'Somebody changed it since that version',
    code: 'gateway.if-match-stale',
    title: 'No longer the newest version',
    detail: 'The If-Match header names no version there is; read again and repeat the change',
  },
  'too-large': {
    name: 'TooLarge',
    description: 'Larger than is taken',
    code: 'imports.too-large',
    title: 'The file is too large',
    detail: 'The file is larger than 20 MiB.',
  },
  'wrong-type': {
    name: 'WrongType',
    description: 'Not the media type that is taken',
    code: 'gateway.wrong-media-type',
    title: 'Wrong media type',
    detail: 'Send a CSV file, as text/csv',
  },
  rule: {
    name: 'Rule',
    description: 'Well-formed, but against a rule',
    code: 'platform.key-reused',
    title: 'This idempotency key was used before',
    detail: 'This idempotency key was used before, for a different request.',
  },
  'precondition-missing': {
    name: 'PreconditionMissing',
    description: 'If-Match is missing',
    code: 'gateway.if-match-missing',
    title: 'Say which version you saw',
    detail: 'Send the ETag of the version you saw in an If-Match header',
  },
  'too-many': {
    name: 'TooMany',
    description: 'More requests than allowed',
    code: 'gateway.too-many-requests',
    title: 'Too many requests',
    detail: 'Try again in 7 s',
  },
  unavailable: {
    name: 'Unavailable',
    description: 'A part of the system does not answer; try again',
    code: 'platform.unavailable',
    title: 'Not available right now',
    detail: 'A part of the system is not answering. Try again in a moment.',
  },
  internal: {
    name: 'Internal',
    description: 'Our fault; nothing is told but where it is logged',
    code: 'platform.internal',
    title: 'Something went wrong',
    detail: 'Something went wrong on our side. It is logged under the id in `instance`.',
  },
};

const statusOf = (kind: ErrorKind | 'internal'): number => (kind === 'internal' ? 500 : statuses[kind]);
const retryAfter = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' as const } } };

/** One response a kind of refusal, for operations to refer to. */
export const problemResponses: Responses = Object.fromEntries(
  Object.entries(refusals).map(([kind, { name, description, code, title, detail }]) => {
    const status = statusOf(kind as ErrorKind | 'internal');
    const example = {
      type: `https://tessera.example/problems/${code}`,
      title,
      status,
      detail,
      instance: 'urn:uuid:0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d',
      code,
    };
    const headers = status === 429 || status === 503 ? { headers: retryAfter } : {};
    return [
      name,
      { description, ...headers, content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemView) }, example } } },
    ];
  }),
);

/** The refusals an operation may answer with, by status. */
export function problemResponsesOf(path: string, { open, idempotency, edits, refuses = [] }: Edge): Record<string, { $ref: string }> {
  const kinds = new Set<ErrorKind | 'internal'>(refuses);
  if (path.startsWith('/v1/')) for (const kind of ['too-many', 'unavailable', 'internal'] as const) kinds.add(kind);
  if (!open) for (const kind of ['invalid', 'unauthenticated'] as const) kinds.add(kind);
  if (idempotency) for (const kind of ['conflict', 'rule'] as const) kinds.add(kind);
  if (edits) kinds.add('stale');
  if (edits === 'one') kinds.add('precondition-missing');
  return Object.fromEntries([...kinds].map((kind) => [String(statusOf(kind)), { $ref: `#/components/responses/${refusals[kind].name}` }]));
}
