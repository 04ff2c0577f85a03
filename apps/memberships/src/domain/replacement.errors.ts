import { DomainError } from '#kernel/domain-error';

/** REP-1: what a reseller sold, the reseller replaces. */
export class ReplacedByResellers extends DomainError {
  readonly code = 'memberships.replaced-by-resellers';
  readonly kind = 'rule';
  constructor() {
    super('A resold membership is replaced by the club that sold it. A federation replaces what it sells itself.');
  }
}
