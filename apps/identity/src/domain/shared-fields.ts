import type { LocalDate } from '#kernel/dates';
import { newMember, type NewOwner } from './new-account.js';

/*
 * What every organization that knows a person shares of them (ID-3): names, birth date, picture. A change reaches all of them, so
 * whoever makes it for an organization confirms it, naming nobody: they are asked whether or not anybody else knows the person.
 */

export interface Shared {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
}

export interface SharedChange {
  readonly after: NewOwner;
  readonly changed: ('firstName' | 'lastName' | 'birthDate')[];
}

/** What would change, or every fault of what was told. What is left out stays. */
export function sharedChange(before: Shared, told: Partial<Shared>, today: LocalDate): SharedChange {
  const { firstName = before.firstName, lastName = before.lastName, birthDate = before.birthDate } = told;
  const after = newMember({ firstName, lastName, birthDate: birthDate ?? undefined }, today);
  return { after, changed: (['firstName', 'lastName', 'birthDate'] as const).filter((field) => after[field] !== before[field]) };
}
