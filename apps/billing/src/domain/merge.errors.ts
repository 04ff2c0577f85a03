import { DomainError } from '#kernel/domain-error';

/** Two accounts of which one is in another currency: what they owe does not add up to one amount. */
export class BooksOfTwoCurrencies extends DomainError {
  readonly code = 'billing.books-of-two-currencies';
  readonly kind = 'rule';
  constructor(readonly facts: { currencies: readonly string[] }) {
    super(`${facts.currencies.join(' and ')} are not one balance`);
  }
}
