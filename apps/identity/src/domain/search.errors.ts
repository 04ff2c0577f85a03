import { DomainError } from '#kernel/domain-error';

/** Nothing in it can be searched for, or two of what a person has one of. */
export class UnclearSearch extends DomainError {
  readonly code = 'identity.unclear-search';
  readonly kind = 'invalid';
  constructor() {
    super('Search for names, and at most one identifier, birth date (YYYY-MM-DD), e-mail address and phone (three digits or more).');
  }
}

/** It would tell of people whom nobody asked about. */
export class SearchTooWeak extends DomainError {
  readonly code = 'identity.search-too-weak';
  readonly kind = 'rule';
  constructor() {
    super(
      'Over the network, give the identifier, or the name with the birth date, the e-mail address up to its @, or seven digits of the phone.',
    );
  }
}

export class NetworkSearchNotAllowed extends DomainError {
  readonly code = 'identity.network-search-not-allowed';
  readonly kind = 'forbidden';
  constructor() {
    super('The federation has not allowed this organization to search its network.');
  }
}

export class TooManySearches extends DomainError {
  readonly code = 'identity.too-many-searches';
  readonly kind = 'too-many';
  constructor(override readonly facts: { retryAfterSeconds: number }) {
    super(`The organization has searched the network too often; try again in ${facts.retryAfterSeconds} s.`);
  }
}
