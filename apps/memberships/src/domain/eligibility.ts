import { ageOn, type LocalDate } from '#kernel/dates';
import type { Eligibility } from '#contracts/memberships/offers';

/*
 * Who may hold a membership (MEM-10): completed years at its effective date, and gender. The same check serves sale,
 * import and replacement.
 */

export interface Applicant {
  readonly gender: 'M' | 'F' | null; // Null: not known, which fits no rule about it.
  readonly birthDate: LocalDate | null;
}

/** What keeps somebody from a membership, in numbers and words for the message; undefined when nothing does. */
export function ineligibility(
  applicant: Applicant,
  rule: Eligibility,
  effectiveOn: LocalDate,
): Record<string, string | number> | undefined {
  const age = applicant.birthDate === null ? undefined : ageOn(applicant.birthDate, effectiveOn);
  const tooYoung = rule.minAge !== null && (age === undefined || age < rule.minAge);
  const tooOld = rule.maxAge !== null && (age === undefined || age > rule.maxAge);
  const otherGender = rule.gender !== null && rule.gender !== applicant.gender;
  if (!tooYoung && !tooOld && !otherGender) return undefined;

  return {
    ...(age !== undefined && { age }),
    effectiveOn,
    ...(rule.minAge !== null && { minAge: rule.minAge }),
    ...(rule.maxAge !== null && { maxAge: rule.maxAge }),
    ...(rule.gender !== null && { gender: rule.gender }),
  };
}
