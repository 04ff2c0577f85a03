import type { LocalDate } from '#kernel/dates';

/**
 * How a document's place in its issuer's series is printed: `2026-000123`. The number runs on over the years without a gap (BIL-5);
 * the year in front is for people.
 */
export const documentLabel = (issuedOn: LocalDate, number: number): string => `${issuedOn.slice(0, 4)}-${String(number).padStart(6, '0')}`;
