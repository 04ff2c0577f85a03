import { DomainError } from '#kernel/domain-error';
import type { AffiliationProblem } from '#contracts/memberships/affiliations';

const says: Record<AffiliationProblem, string> = {
  'not-on-sale': 'The federation does not sell this affiliation today.',
  'already-held': 'The club holds this affiliation for that period already.',
};

/** MEM-13, MEM-19 */
export class NotAffiliable extends DomainError {
  readonly code = 'memberships.not-affiliable';
  readonly kind = 'rule';
  constructor(override readonly facts: { problem: AffiliationProblem }) {
    super(says[facts.problem]);
  }
}

export class AffiliationEnded extends DomainError {
  readonly code = 'memberships.affiliation-ended';
  readonly kind = 'rule';
  constructor() {
    super('It was cancelled, or is about to be.');
  }
}
