import { DomainError } from '#kernel/domain-error';

/** The chart of an organization has each code once (BIL-21). */
export class LedgerCodeExists extends DomainError {
  readonly code = 'billing.ledger-code-exists';
  readonly kind = 'conflict';
  constructor(override readonly facts: { ledgerCode: string }) {
    super(`the chart has the code ${facts.ledgerCode} already`);
  }
}

/** Documents keep their codes for ever, so a code in use is archived (BIL-21). */
export class LedgerCodeInUse extends DomainError {
  readonly code = 'billing.ledger-code-in-use';
  readonly kind = 'rule';
  constructor(override readonly facts: { ledgerCode: string }) {
    super(`documents use the code ${facts.ledgerCode}: archive it instead`);
  }
}

/** An archived code takes nothing new from staff (BIL-21). */
export class LedgerCodeArchived extends DomainError {
  readonly code = 'billing.ledger-code-archived';
  readonly kind = 'rule';
  constructor(override readonly facts: { ledgerCode: string }) {
    super(`the code ${facts.ledgerCode} is archived`);
  }
}

/** Revenue is recognised for months that are over (BIL-22). */
export class MonthNotOver extends DomainError {
  readonly code = 'billing.month-not-over';
  readonly kind = 'rule';
  constructor(override readonly facts: { month: string }) {
    super(`the month ${facts.month} is not over yet`);
  }
}
