import type { AssessedSale, SaleProblem } from '#contracts/memberships/assess-sales.query';
import { at } from './columns.js';
import type { FileRow } from './file-row.js';
import { type Issue, type Params, issue } from './issue.js';
import { shown } from './shown.js';

/**
 * What memberships said against a sale, as an issue of its row; null when it follows from another fault of the row that is already
 * reported: who has no readable birth date is not also called too young.
 */
export function saleIssue({ row, facts }: AssessedSale, problem: SaleProblem, { values }: FileRow, faults: readonly Issue[]): Issue | null {
  const faulty = (...columns: number[]): boolean => faults.some(({ column }) => column !== null && columns.includes(column));
  const { through, ...known } = { ...facts } as Params;
  const params = { ...known, value: shown(values[at.membership]) };
  switch (problem) {
    case 'unknown-membership':
    case 'ambiguous-membership':
    case 'quota-exceeded':
    case 'family-membership':
      return faulty(at.membership) ? null : issue(row, at.membership, `imports.${problem}`, null, params);
    case 'not-eligible':
      return faulty(at.birthDate, at.gender) ? null : issue(row, at.membership, 'imports.not-eligible', null, params);
    case 'missing-expiration':
      return faulty(at.expiresOn) ? null : issue(row, at.expiresOn, 'imports.missing-expiration', null, params);
    default: // Held already: what is sold to an account alone is a case of its own, and a row is always about a person.
      return issue(row, at.membership, 'imports.already-held', through === 'another-club' ? through : null, params);
  }
}
