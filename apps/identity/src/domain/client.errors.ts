import { DomainError, type Fault } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';

/** What is told of somebody cannot be; every fault is listed. */
export class AccountInvalid extends DomainError {
  readonly code = 'identity.invalid-account';
  readonly kind = 'invalid';
  constructor(override readonly faults: readonly Fault[]) {
    super(faults.map(({ detail }) => detail).join('; '));
  }
}

/** ID-4 */
export class OwnerUnderAge extends DomainError {
  readonly code = 'identity.owner-under-age';
  readonly kind = 'rule';
  constructor() {
    super('The owner of an account is 18 or over.');
  }
}

/** ID-8 b: a link to the client instead of a second one. */
export class AlreadyClient extends DomainError {
  readonly code = 'identity.already-client';
  readonly kind = 'conflict';
  constructor(override readonly facts: { accountId: Uuid }) {
    super('This address belongs to a client of yours already.');
  }
}

/** ID-8 c. Nothing else is told. */
export class KnownElsewhere extends DomainError {
  readonly code = 'identity.known-elsewhere';
  readonly kind = 'conflict';
  constructor() {
    super('This address is known elsewhere: invite its owner.');
  }
}

/** ID-10: whoever goes on says so, and it is recorded. */
export class NameKnown extends DomainError {
  readonly code = 'identity.name-known';
  readonly kind = 'conflict';
  constructor(override readonly facts: { matches: { accountId: Uuid }[] }) {
    super(
      `${facts.matches.length === 1 ? 'A client' : `${facts.matches.length} clients`} of yours go by this name: look there, or create anyway.`,
    );
  }
}

/** ID-11 */
export class NoAddress extends DomainError {
  readonly code = 'identity.no-address';
  readonly kind = 'rule';
  constructor() {
    super('There is no e-mail address to write to.');
  }
}

export class AlreadyActive extends DomainError {
  readonly code = 'identity.already-active';
  readonly kind = 'conflict';
  constructor() {
    super('The owner of this account can sign in already.');
  }
}

/** Unknown, spent, expired or voided: which of them is not told. */
export class NoSuchLink extends DomainError {
  readonly code = 'identity.no-such-link';
  readonly kind = 'missing';
  constructor() {
    super('This link works no more; ask for a new one.');
  }
}

/** Wrong, expired, voided by a newer one or tried too often: which of them is not told. */
export class CodeRefused extends DomainError {
  readonly code = 'identity.code-refused';
  readonly kind = 'rule';
  constructor() {
    super('This is not the code that was sent last, or it works no more.');
  }
}

/** Unknown, spent, older than an hour or replaced: which of them is not told. */
export class NoSuchReset extends DomainError {
  readonly code = 'identity.no-such-reset';
  readonly kind = 'missing';
  constructor() {
    super('This link works no more; ask for a new one.');
  }
}

export class WrongPassword extends DomainError {
  readonly code = 'identity.wrong-password';
  readonly kind = 'rule';
  constructor() {
    super('This is not the password that holds now.');
  }
}

export class UsernameTaken extends DomainError {
  readonly code = 'identity.username-taken';
  readonly kind = 'conflict';
  constructor() {
    super('Somebody else signs in with this address meanwhile.');
  }
}
