/** What kind of refusal this is; the gateway holds the only table from kinds to HTTP statuses. */
export type ErrorKind =
  | 'invalid' // malformed input
  | 'unauthenticated'
  | 'forbidden'
  | 'missing' // absent, or foreign: the two are never told apart
  | 'conflict'
  | 'stale' // the caller saw an older version
  | 'too-large'
  | 'wrong-type'
  | 'rule' // well-formed, but a rule of the business refuses it
  | 'precondition-missing'
  | 'too-many'
  | 'unavailable';

/** One fault of many: in a file by row and column, in a request by JSON pointer. */
export interface Fault {
  row?: number;
  column?: string;
  pointer?: string;
  code: string;
  detail: string;
}

/** A refusal the business understands. `code` is part of the public contract, `facts` cross the wire as data. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  readonly facts: object = {};
  readonly faults: readonly Fault[] = [];
}
