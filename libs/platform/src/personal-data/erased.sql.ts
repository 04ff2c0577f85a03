import type { Somebody } from '#contracts/platform/personal-data';
import { staysIn, subjectParameters, type PersonalTable } from './personal-data.js';
import { whose } from './told.sql.js';

/** Whether erasing somebody touches a table: what organizations share goes when nobody holds the person any more. */
export const within = (table: PersonalTable, everywhere: boolean): boolean =>
  table.of !== undefined && staysIn(table) === undefined && (everywhere || !table.shared);

/** How many rows of somebody there are. */
export const rowsOf = (table: PersonalTable): string =>
  `WITH ${subjectParameters} SELECT count(*)::int AS rows FROM ${table.table} t WHERE ${whose(table)}`;

/** The statement that erases the rows of somebody. */
export function erased(table: PersonalTable): string {
  const { erasing } = table;
  if (erasing === 'deleted') return `WITH ${subjectParameters} DELETE FROM ${table.table} t WHERE ${whose(table)}`;
  const changes = Object.entries(erasing).map(([column, value]) => `${column} = ${value}`);
  return `WITH ${subjectParameters} UPDATE ${table.table} t SET ${changes.join(', ')} WHERE ${whose(table)}`;
}

/** What `subjectParameters` are filled with. */
export const parametersOf = ({ personIds, accountIds, userIds, organizationIds, importIds, importRows }: Somebody): unknown[] => [
  personIds,
  accountIds,
  userIds,
  organizationIds,
  importIds,
  importRows,
];
