import { DomainError } from '#kernel/domain-error';
import type { LocalDate } from '#kernel/dates';

/** The days of care are none, one of them twice, or before the child was born. */
export class CareDaysWrong extends DomainError {
  readonly code = 'billing.care-days-wrong';
  readonly kind = 'rule';
  constructor(override readonly facts: { position: number }) {
    super('care needs days, each of them once, after the child was born');
  }
}

/** Childcare is for children of sixteen or younger. */
export class ChildTooOld extends DomainError {
  readonly code = 'billing.child-too-old';
  readonly kind = 'rule';
  constructor(override readonly facts: { position: number; on: LocalDate }) {
    super('the child is older than sixteen on a day of care');
  }
}

/** A line that is for nobody, is no line of the invoice, or gives money back. */
export class NotForAChild extends DomainError {
  readonly code = 'billing.not-for-a-child';
  readonly kind = 'rule';
  constructor(override readonly facts: { position: number }) {
    super('this line is not for a person, or there is no such line');
  }
}

/** More can't be claimed of a line than it costs. */
export class NotEligibleExceedsLine extends DomainError {
  readonly code = 'billing.not-eligible-exceeds-line';
  readonly kind = 'rule';
  constructor(override readonly facts: { position: number; totalMinor: number }) {
    super('what can not be claimed is more than the line');
  }
}

/** Not a social insurance number. The number itself is in no answer and no log. */
export class InsuranceNumberWrong extends DomainError {
  readonly code = 'billing.insurance-number-wrong';
  readonly kind = 'rule';
  constructor() {
    super('this is not a social insurance number');
  }
}

/** The RL-24 is a slip of Quebec. */
export class NotInQuebec extends DomainError {
  readonly code = 'billing.not-in-quebec';
  readonly kind = 'rule';
  constructor() {
    super('RL-24 slips are for organizations in Quebec');
  }
}
