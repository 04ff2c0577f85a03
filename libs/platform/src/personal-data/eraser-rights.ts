import type { ServiceName } from '#contracts/caller';

/** What may become of the rows of a table that a flow which erases somebody sees. */
export interface Erasable {
  /** Which rows: a condition, usually the organization's. */
  readonly of: string;
  readonly empties?: readonly string[];
  readonly deletes?: true;
}

/** For a migration: the narrow role `eraser` sees, changes and deletes so much and no more. */
export const eraserRights = (service: ServiceName, tables: Readonly<Record<string, Erasable>>): string[] =>
  Object.entries(tables).flatMap(([table, { of, empties, deletes }]) => [
    `CREATE POLICY erase ON ${table} TO ${service}_eraser USING (${of}) WITH CHECK (${of})`,
    `GRANT SELECT ON ${table} TO ${service}_eraser`,
    ...(empties ? [`GRANT UPDATE (${empties.join(', ')}) ON ${table} TO ${service}_eraser`] : []),
    ...(deletes ? [`GRANT DELETE ON ${table} TO ${service}_eraser`] : []),
  ]);

/** For a migration: what the sweeper of a service does to what is old, of every organization at once. */
export const sweeperRights = (service: ServiceName, tables: Readonly<Record<string, readonly string[] | 'delete' | 'read'>>): string[] =>
  Object.entries(tables).flatMap(([table, may]) => [
    `CREATE POLICY age ON ${table} TO ${service}_sweeper USING (true) WITH CHECK (true)`,
    `GRANT SELECT ON ${table} TO ${service}_sweeper`,
    ...(may === 'delete' ? [`GRANT DELETE ON ${table} TO ${service}_sweeper`] : []),
    ...(typeof may === 'object' ? [`GRANT UPDATE (${may.join(', ')}) ON ${table} TO ${service}_sweeper`] : []),
  ]);

export const ofOrganization = (column = 'organization_id'): string => `${column} = ANY ((SELECT app_organizations())::uuid[])`;
