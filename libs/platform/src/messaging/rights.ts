import type { Caller } from '#contracts/caller';
import { rightsNeededFor } from '#contracts/rights';
import { holds, type Right } from '#kernel/rights';
import { isStaffRole } from '#kernel/roles';
import { DomainError } from '#kernel/domain-error';

/** The caller's role would do, but nobody granted the right. */
export class RightMissing extends DomainError {
  readonly code = 'platform.right-missing';
  readonly kind = 'forbidden';
  constructor(override readonly facts: { anyOf: readonly Right[] }) {
    super(`This needs the right ${facts.anyOf.join(' or ') || 'of an administrator'}.`);
  }
}

/**
 * Refuses a request that the caller lacks the right for, before it reaches its handler: each service asks the signed token, whoever let
 * the request through before. A request that nothing is stated of is for those alone whose rights nobody has limited.
 */
export function refuseWithoutRight(caller: Caller, subject: string): void {
  const held = rightsHeldBy(caller);
  const anyOf = rightsNeededFor(subject);
  if (held === undefined || anyOf === 'none' || anyOf.some((right) => holds(held, right))) return;
  throw new RightMissing({ anyOf });
}

/** Undefined for all there are. An employee's token without any says nothing that could be relied on. */
export const rightsHeldBy = ({ rights, roles }: Caller): readonly Right[] | undefined =>
  rights ?? (roles.some(isStaffRole) ? [] : undefined);
