import { DomainError } from '#kernel/domain-error';

/** ID-21 */
export class TooYoung extends DomainError {
  readonly code = 'identity.too-young';
  readonly kind = 'rule';
  constructor(override readonly facts: { atLeast: number }) {
    super(`A login of one's own is for members of ${facts.atLeast} and over.`);
  }
}

/** ID-21: whether they are old enough nobody can tell. */
export class BirthDateNeeded extends DomainError {
  readonly code = 'identity.birth-date-needed';
  readonly kind = 'rule';
  constructor() {
    super('Say first when this member was born.');
  }
}

/** A member signs in to an account once, and an address to one member of it. */
export class SignsInAlready extends DomainError {
  readonly code = 'identity.signs-in-already';
  readonly kind = 'conflict';
  constructor() {
    super('This member, or somebody with this address, signs in to the account already.');
  }
}

/** ID-21: an existing sign-in merges in, and only its owner lets it. */
export class SignInNeeded extends DomainError {
  readonly code = 'identity.sign-in-needed';
  readonly kind = 'rule';
  constructor() {
    super('Accept signed in with the invited address; without a sign-in, choose a password for it.');
  }
}

export class LettersSlowed extends DomainError {
  readonly code = 'identity.letters-slowed';
  readonly kind = 'too-many';
  override readonly facts = { retryAfterSeconds: 3600 };
  constructor() {
    super('This address was written to often enough for now.');
  }
}
