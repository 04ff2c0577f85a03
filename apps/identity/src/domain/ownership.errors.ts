import { DomainError } from '#kernel/domain-error';

/** ID-18: only who is in an account can own it; a contact is not. Who is a stranger is not told apart from who does not exist. */
export class NotAMember extends DomainError {
  readonly code = 'identity.not-a-member';
  readonly kind = 'rule';
  constructor() {
    super('Only a member of the account can become its owner; a contact is none.');
  }
}

/** ID-18 */
export class OneAdult extends DomainError {
  readonly code = 'identity.one-adult';
  readonly kind = 'rule';
  constructor() {
    super('Two adults in the account are needed to change its owner.');
  }
}
