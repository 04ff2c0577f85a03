import type { PersonalData } from './personal-data.js';

/** A column as the catalogue of the database has it. */
export interface CatalogueColumn {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of this database. As a superuser. */
export const catalogue = `
  SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'mikro_orm_migrations' ORDER BY 1, a.attnum`;

/** Ids say nothing by themselves, and amounts, counts and flags nothing that anybody is known by. */
const plainTypes = new Set(['uuid', 'uuid[]', 'boolean', 'smallint', 'integer', 'integer[]', 'bigint', 'numeric']);
/** Days and moments of what happened; when somebody was born is none of them. */
const ofWhatHappened = /(^at|_at|_on|_until|^since|^until|^month|_from|_to)$/;
const ofBirth = /born|birth/;
const momentTypes = new Set(['date', 'timestamp with time zone']);

const isPlain = ({ column, type }: CatalogueColumn): boolean =>
  !ofBirth.test(column) && (plainTypes.has(type) || (momentTypes.has(type) && ofWhatHappened.test(column)));

/** Ids of people and of what is theirs: a table that has one is about somebody. */
const namesSomebody = /^(other_|owner_)?(person|account|client|user|child)_id$/;

/** What of the catalogue the declaration says nothing about, in words: a newcomer's column shows here. */
export function undeclared(columns: readonly CatalogueColumn[], { tables, impersonal, links }: PersonalData): string[] {
  const declared = new Map(tables.map((table) => [table.table, table]));
  const said = new Set(impersonal);
  return columns.flatMap((found) => {
    const { table, column } = found;
    const own = declared.get(table);
    const name = `${table}.${column}`;
    if (own?.fields[column] !== undefined) return said.has(name) ? [`${name} is declared personal and impersonal`] : [];
    if (namesSomebody.test(column) && !own && links[table] === undefined) return [`${name} names somebody, and ${table} is not declared`];
    return isPlain(found) || said.has(name) || said.has(`*.${column}`)
      ? []
      : [`${name} (${found.type}) is declared neither personal nor impersonal`];
  });
}

/** What the declaration speaks of and the catalogue has not. */
export function gone(columns: readonly CatalogueColumn[], { tables, impersonal, links }: PersonalData): string[] {
  const present = new Set(columns.flatMap(({ table, column }) => [`${table}.${column}`, `*.${column}`, table]));
  const spoken = [
    ...tables.flatMap(({ table, fields }) => [table, ...Object.keys(fields).map((column) => `${table}.${column}`)]),
    ...tables.flatMap(({ table, erasing }) =>
      typeof erasing === 'object' && !('stays' in erasing) ? Object.keys(erasing).map((column) => `${table}.${column}`) : [],
    ),
    ...impersonal,
    ...Object.keys(links),
  ];
  return spoken.filter((name) => !present.has(name));
}
