import { DomainError, type ErrorKind, type Fault } from '#kernel/domain-error';

/** A refusal as it crosses NATS. Anything that is not one of ours crosses as `platform.internal` and says nothing. */
export interface ErrorData {
  readonly code: string;
  readonly kind: ErrorKind | 'internal';
  readonly detail: string;
  readonly facts: object;
  readonly faults: readonly Fault[];
}

/** What another service refused, with its code, kind, facts and faults. */
export class RemoteError extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;
  override readonly facts: object;
  override readonly faults: readonly Fault[];

  constructor({ code, kind, detail, facts, faults }: ErrorData & { kind: ErrorKind }) {
    super(detail);
    this.code = code;
    this.kind = kind;
    this.facts = facts;
    this.faults = faults;
  }
}

/** Another service broke down over a message. Its log says why, under the same correlation id. */
export class RemoteFailure extends Error {
  constructor(readonly subject: string) {
    super(`${subject} failed`);
  }
}

export const toData = (error: unknown): ErrorData =>
  error instanceof DomainError
    ? { code: error.code, kind: error.kind, detail: error.message, facts: error.facts, faults: error.faults }
    : { code: 'platform.internal', kind: 'internal', detail: 'Something went wrong.', facts: {}, faults: [] };

export const fromData = ({ kind, ...data }: ErrorData, subject: string): Error =>
  kind === 'internal' ? new RemoteFailure(subject) : new RemoteError({ ...data, kind });
