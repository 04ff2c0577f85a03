import { subjectParameters, type Obstacle, type PersonalData, type PersonalTable } from '#platform/personal-data/personal-data';
import { platformImpersonal, platformPersonalData } from '#platform/personal-data/platform-personal-data';

const undoDays = `interval '30 days'`; // As long as an import may be undone (IMP-17); for one that never ran, since it was uploaded.
const over = (table: string): string => `EXISTS (SELECT FROM imports i WHERE i.id = ${table}.import_id
  AND coalesce(i.finished_at, i.created_at) < $1 - ${undoDays} AND i.state NOT IN ('running', 'paused', 'undoing', 'checking'))`;

const rowsHere = (first: string, count: string): string =>
  `EXISTS (SELECT FROM unnest($5::uuid[], $6::int[]) AS r (import_id, n) WHERE r.import_id = t.import_id AND r.n >= ${first} AND r.n < ${first} + ${count})`;
const isTheirs = (row: string): string =>
  `EXISTS (SELECT FROM unnest($5::uuid[], $6::int[]) AS r (import_id, n) WHERE r.import_id = t.import_id AND r.n = ${row})`;
const ofRows = isTheirs('t.row_number');

const byStaff = { what: 'Who of the staff did it', stays: 'Who did something stays part of what was done' } as const;
const thirtyDays = '30 days from the end of the import: as long as it may be undone (IMP-17)';
const asImport = 'as long as the organization is registered: what came of a row, by number (IMP-19)';
const organization = 't.organization_id';

/** Elements of a page, a JSON array in text, in order; those of the rows asked for as `otherwise` says. */
const pageWith = (column: string, row: string, otherwise: string): string =>
  `(SELECT jsonb_agg(CASE WHEN ${isTheirs(row)} THEN ${otherwise} ELSE e END ORDER BY place)::text
    FROM jsonb_array_elements(t.${column}::jsonb) WITH ORDINALITY AS page (e, place))`;
const blankValues = `jsonb_set(e, '{values}', (SELECT coalesce(jsonb_agg(''::text), '[]'::jsonb) FROM jsonb_array_elements(e->'values')))`;

/** What organizations upload about people. */
const files: readonly PersonalTable[] = [
  {
    table: 'upload_pieces',
    title: 'Files as they were uploaded',
    fields: { bytes: 'A piece of a file' },
    basis: 'contract',
    kept: thirtyDays,
    retention: [
      {
        when: `EXISTS (SELECT FROM imports i WHERE i.upload_id = upload_pieces.upload_id AND coalesce(i.finished_at, i.created_at) < $1 - ${undoDays}
          AND i.state NOT IN ('running', 'paused', 'undoing', 'checking'))`,
      },
      { when: `received_at < $1 - ${undoDays} AND NOT EXISTS (SELECT FROM imports i WHERE i.upload_id = upload_pieces.upload_id)` },
    ],
    of: `t.upload_id IN (SELECT i.upload_id FROM imports i WHERE i.id = ANY ($5::uuid[]))`,
    organization,
    unshown: 'A file is about everybody in it; its rows about you are shown',
    erasing: 'deleted', // A file cannot be cut in two: it goes whole, and what was read of it stays.
  },
  {
    table: 'record_pages',
    title: 'Rows about you in uploaded files',
    fields: { records: { what: 'A row as it stands in the file', secret: true } },
    basis: 'contract',
    kept: thirtyDays,
    retention: { when: over('record_pages') },
    of: rowsHere('t.first_row', 't.row_count'),
    organization,
    unshown: 'The same as read, is shown',
    erasing: { records: pageWith('records', '(t.first_row + place - 1)::int', `'[""]'::jsonb`) },
  },
  {
    table: 'checked_pages',
    title: 'Rows about you in uploaded files, as they were read',
    fields: {
      rows: { what: 'What a row says', secret: true },
      issues: { what: 'What was found in it', secret: true },
      verdicts: { what: 'Whom it may be about, by number', secret: true },
    },
    basis: 'contract',
    kept: thirtyDays,
    retention: { when: over('checked_pages') },
    of: rowsHere('t.first_row', 't.row_count'),
    organization,
    shown: {
      import_id: 't.import_id',
      rows: `(SELECT jsonb_agg(e ORDER BY place) FROM jsonb_array_elements(t.rows::jsonb) WITH ORDINALITY AS page (e, place)
        WHERE ${isTheirs(`(e->>'row')::int`)})`,
    },
    erasing: {
      rows: pageWith('rows', `(e->>'row')::int`, blankValues),
      issues: `(SELECT coalesce(jsonb_agg(e ORDER BY place), '[]')::text FROM jsonb_array_elements(t.issues::jsonb) WITH ORDINALITY AS page (e, place)
        WHERE NOT ${isTheirs(`(e->>'row')::int`)})`,
    },
  },
  {
    table: 'issues',
    title: 'What was found in rows about you',
    fields: {
      params: 'Values that were wrong',
      candidates: { what: 'People it might be about, by number and reason', secret: true },
    },
    basis: 'contract',
    kept: thirtyDays,
    retention: { when: over('issues') },
    of: ofRows,
    organization,
    shown: { import_id: 't.import_id', row: 't.row_number', code: 't.code', severity: 't.severity' },
    erasing: 'deleted',
  },
  {
    table: 'repairs',
    title: 'Cells of such rows that were repaired',
    fields: { cells: 'What was written instead', repaired_by: byStaff },
    basis: 'contract',
    kept: thirtyDays,
    retention: { when: over('repairs') },
    of: ofRows,
    organization,
    shown: { import_id: 't.import_id', row: 't.row_number' },
    erasing: 'deleted',
  },
  {
    table: 'decisions',
    title: 'Decisions about whom a row is about',
    fields: { decided_by: byStaff },
    basis: 'contract',
    kept: thirtyDays,
    retention: { when: over('decisions') },
    of: ofRows,
    organization,
    shown: { import_id: 't.import_id', row: 't.row_number', decided_at: 't.decided_at' },
    erasing: 'deleted',
  },
];

/** What came of rows, by number. */
const outcomes: readonly PersonalTable[] = [
  {
    table: 'imports',
    title: 'Imports that named you',
    fields: {
      file_name: { what: 'What the file was called', stays: 'A label, of a file that is gone (IMP-19)' },
      created_by: { ...byStaff, what: 'Who uploaded it, by id' },
      created_by_name: { ...byStaff, what: 'Who uploaded it (IMP-19)' },
      committed_by: { ...byStaff, what: 'Who committed it, by id' },
    },
    basis: 'interest',
    kept: asImport,
    of: 't.id = ANY ($5::uuid[])',
    organization,
    shown: { id: 't.id', kind: 't.kind', state: 't.state', finished_at: 't.finished_at' },
    erasing: { stays: 'It is about a file' },
  },
  {
    table: 'plan_pages',
    title: 'What was planned for rows',
    fields: { plans: 'Outcomes, with people and accounts by number' },
    basis: 'contract',
    kept: asImport,
    unshown: 'Numbers',
    erasing: { stays: 'It says what became of row numbers' },
  },
  {
    table: 'deviations',
    title: 'Rows that turned out to be about somebody known',
    fields: {},
    basis: 'contract',
    kept: asImport,
    unshown: 'Numbers',
    erasing: { stays: 'It joins two numbers' },
  },
  {
    table: 'undo_rows',
    title: 'Whom undone rows were about',
    fields: {},
    basis: 'contract',
    kept: asImport,
    unshown: 'Numbers',
    erasing: { stays: 'It joins numbers' },
  },
  {
    table: 'undo_batches',
    title: 'Batches of an undo',
    fields: { parties: 'People and accounts by number' },
    basis: 'contract',
    kept: asImport,
    unshown: 'Numbers',
    erasing: { stays: 'It holds numbers' },
  },
];

/** Whoever is in the file is known when it has run; until then nobody of its organization is erased. It takes minutes at most. */
const obstacles: readonly Obstacle[] = [
  {
    code: 'import-running',
    says: 'An import is running: wait until it has finished',
    sql: `WITH ${subjectParameters}, day AS (SELECT $7::date) SELECT t.organization_id AS "organizationId", t.id::text AS about FROM imports t
      WHERE t.organization_id = ANY ($4::uuid[]) AND t.state IN ('running', 'paused', 'undoing')`,
  },
];

/** Everything imports holds of people. */
export const importsPersonalData: PersonalData = {
  obstacles,
  tables: [...files, ...outcomes, ...platformPersonalData],
  impersonal: [
    ...platformImpersonal,
    'deviations.outcome',
    'imports.kind',
    'imports.sha256',
    'imports.state',
    'imports.file_format',
    'imports.preview', // Sums.
    'imports.preview_hash',
    'imports.reason',
    'imports.counts',
    'imports.undo', // When it began and what was counted.
    'issues.code',
    'issues.variant',
    'issues.severity',
    'organizations.record',
    'plan_pages.outcomes',
    'results.client_invoice_number',
    'results.corporate_invoice_number',
    'undo_keeps.kind',
    'undo_keeps.reasons',
    'undo_verdicts.reasons',
    'undo_verdicts.client_credit_note_number',
    'undo_verdicts.corporate_credit_note_number',
    'undo_batches.kind',
  ],
  links: {},
};
