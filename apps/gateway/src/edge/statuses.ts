import type { ErrorKind } from '#kernel/domain-error';

/** The only table from kinds of refusal to HTTP statuses. */
export const statuses: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'wrong-type': 415,
  rule: 422,
  'precondition-missing': 428,
  'too-many': 429,
  unavailable: 503,
};
