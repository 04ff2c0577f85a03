import { DomainError, type Fault } from '#kernel/domain-error';

/** The request does not say what the route needs; every fault is listed. */
export class RequestInvalid extends DomainError {
  readonly code = 'gateway.invalid-request';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(
      faults.length === 1
        ? 'One thing in the request is not as it should be'
        : `${faults.length} things in the request are not as they should be`,
    );
  }
}

/** The body is not what its content type promises. */
export class BodyUnreadable extends DomainError {
  readonly code = 'gateway.unreadable-body';
  readonly kind = 'invalid';
}

export class BodyTooLarge extends DomainError {
  readonly code = 'gateway.body-too-large';
  readonly kind = 'too-large';
}

export class WrongMediaType extends DomainError {
  readonly code = 'gateway.wrong-media-type';
  readonly kind = 'wrong-type';
}

/** A file over the limit is refused while it still arrives, by the code the imports service uses for the same limit. */
export class UploadTooLarge extends DomainError {
  readonly code = 'imports.too-large';
  readonly kind = 'too-large';
  constructor(readonly facts: { atMost: number }) {
    super(`The file is larger than ${Math.floor(facts.atMost / 1024 / 1024)} MiB.`);
  }
}

/** The caller may act for several organizations, or for none, and did not say for which. */
export class ActingOrganizationNeeded extends DomainError {
  readonly code = 'gateway.acting-organization-needed';
  readonly kind = 'invalid';
  constructor() {
    super('Name one of the organizations granted to you in the Acting-Organization header; GET /v1/me lists them');
  }
}

export class IdempotencyKeyMissing extends DomainError {
  readonly code = 'gateway.idempotency-key-missing';
  readonly kind = 'invalid';
  constructor() {
    super('This commits: send an Idempotency-Key header, the same one when you repeat the request');
  }
}

export class IfMatchMissing extends DomainError {
  readonly code = 'gateway.if-match-missing';
  readonly kind = 'precondition-missing';
  constructor() {
    super('Send the ETag of the version you saw in an If-Match header');
  }
}

/** No id of this kind has this form, so there is nothing behind it. */
export class NoSuchObject extends DomainError {
  readonly code = 'gateway.no-such-object';
  readonly kind = 'missing';
  constructor() {
    super('There is nothing with this id');
  }
}

export class NoSuchRoute extends DomainError {
  readonly code = 'gateway.no-such-route';
  readonly kind = 'missing';
  constructor() {
    super('There is no such address; GET /openapi.json lists those there are');
  }
}

export class TooManyRequests extends DomainError {
  readonly code = 'gateway.too-many-requests';
  readonly kind = 'too-many';
  constructor(readonly facts: { retryAfterSeconds: number }) {
    super(`Try again in ${facts.retryAfterSeconds} s`);
  }
}

/** An amount in another currency than the acting organization's. */
export class OtherCurrency extends DomainError {
  readonly code = 'gateway.other-currency';
  readonly kind = 'rule';
  constructor(readonly facts: { currency: string; expected: string }) {
    super(`The organization trades in ${facts.expected}, not ${facts.currency}`);
  }
}
