import { fieldOf, subjectParameters, type PersonalTable } from './personal-data.js';

/** Whether an export tells of a table at all: to staff, or to the person. */
export const isTold = ({ of, unshown, own: theirsAlone }: PersonalTable, own: boolean): boolean =>
  of !== undefined && unshown === undefined && (own || !theirsAlone);

/** The personal columns that are told, with what each holds. */
export const fieldsTold = ({ fields }: PersonalTable, own: boolean): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, fieldOf(field)] as const)
      .filter(([, field]) => !field.secret && (own || !field.own))
      .map(([name, { what }]) => [name, what]),
  );

/** Rows of somebody as an export tells them: `$7` of them from the `$8`th on. */
export function rowsTold(told: PersonalTable, own: boolean): string {
  const { table, shown = {}, organization } = told;
  const names = [...new Set([...Object.keys(shown), ...Object.keys(fieldsTold(told, own))])];
  const values = names.map((name) => `'${name}', ${shown[name] ?? `t.${name}`}`).join(', ');
  return `WITH ${subjectParameters}
    SELECT ${organization ?? 'NULL::uuid'} AS "organizationId", jsonb_build_object(${values}) AS values FROM ${table} t
    WHERE ${whose(told)} ORDER BY 1, (jsonb_build_object(${values}))::text LIMIT $7 OFFSET $8`;
}

/** The rows of somebody, at the organizations asked about. */
export function whose({ of, organization }: PersonalTable): string {
  if (of === undefined) throw new Error('nobody can tell whose rows these are');
  return organization === undefined ? of : `${of} AND ${organization} = ANY ($4::uuid[])`;
}
