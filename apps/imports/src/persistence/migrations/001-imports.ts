import { Migration } from '@mikro-orm/migrations';
import { platformTables } from '#platform/database/platform-tables';
import { organizationCopiesTable } from '#platform/organizations/organization-copies';

export class Migration001Imports extends Migration {
  up(): void {
    for (const statement of [...platformTables('imports'), ...organizationCopiesTable('imports'), ...ofFiles, ...ofJudgements, ...ofRuns]) {
      this.addSql(statement);
    }
  }
}

/** Everything an organization uploads and what was found in it is its own; the owner of the tables sees none of it either. */
const guarded = (table: string, rights: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY own ON ${table} TO imports_service
     USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))
     WITH CHECK (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
  `GRANT ${rights} ON ${table} TO imports_service`,
];

/** Written once and read back whole, mostly soon: compressing would cost more than it saves. */
const plain = (table: string, ...columns: string[]): string[] =>
  columns.map((column) => `ALTER TABLE ${table} ALTER ${column} SET STORAGE EXTERNAL`);

/** What was uploaded, and its records as they stand in it. */
const ofFiles = [
  `CREATE TABLE imports (
     id uuid PRIMARY KEY, organization_id uuid NOT NULL, federation_id uuid NOT NULL,
     kind text NOT NULL CHECK (kind IN ('resale')),
     file_name text NOT NULL, upload_id uuid NOT NULL, sha256 text NOT NULL, size int NOT NULL,
     state text NOT NULL CHECK (state IN ('checking', 'invalid', 'needsDecisions', 'ready', 'running', 'paused', 'finished', 'failed',
                                          'cancelled', 'discarded')),
     created_by text NOT NULL, created_by_name text NOT NULL, created_at timestamptz NOT NULL,
     checked_at timestamptz, committed_at timestamptz, committed_by text, finished_at timestamptz, published_at timestamptz,
     file_format json, preview jsonb, preview_hash text, reason text,
     revision int NOT NULL DEFAULT 0, assessment int NOT NULL DEFAULT 0,
     counts jsonb NOT NULL, processed int NOT NULL DEFAULT 0,
     people_done int NOT NULL DEFAULT 0, memberships_done int NOT NULL DEFAULT 0, invoices_done int NOT NULL DEFAULT 0,
     version int NOT NULL DEFAULT 1)`,
  `CREATE INDEX ON imports (organization_id, id)`,
  `CREATE INDEX ON imports (organization_id, sha256)`,
  ...guarded('imports', 'SELECT, INSERT, UPDATE'),

  `CREATE TABLE upload_pieces (
     upload_id uuid, position int CHECK (position >= 0), organization_id uuid NOT NULL, bytes bytea NOT NULL,
     received_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (upload_id, position))`,
  ...plain('upload_pieces', 'bytes'),
  ...guarded('upload_pieces', 'SELECT, INSERT, UPDATE, DELETE'),

  // Records in pages of some hundred rows: nobody ever looks for one by its content, so a page is one value.
  `CREATE TABLE record_pages (
     import_id uuid REFERENCES imports, first_row int, organization_id uuid NOT NULL, row_count int NOT NULL, records text NOT NULL,
     PRIMARY KEY (import_id, first_row))`,
  ...plain('record_pages', 'records'),
  ...guarded('record_pages', 'SELECT, INSERT, DELETE'),
];

/*
 * Tables with a row for every row of a file do not reference their import: they are written under a lock on it, and looking it up
 * once more for every row would double what the row costs.
 */

/**
 * What was found in a file. Every judging of it writes anew, under the next number; when it is complete the import names that number,
 * and the rows of the one before are deleted. Readers never see half of one.
 */
const ofJudgements = [
  `CREATE TABLE checked_pages (
     import_id uuid REFERENCES imports, assessment int, first_row int, organization_id uuid NOT NULL, row_count int NOT NULL,
     rows text NOT NULL, issues text NOT NULL, verdicts text NOT NULL, PRIMARY KEY (import_id, assessment, first_row))`,
  ...plain('checked_pages', 'rows', 'issues', 'verdicts'),
  ...guarded('checked_pages', 'SELECT, INSERT, DELETE'),

  `CREATE TABLE issues (
     import_id uuid, assessment int, row_number int, ordinal int, organization_id uuid NOT NULL,
     place int, code text NOT NULL, variant text, severity text NOT NULL CHECK (severity IN ('error', 'warning', 'decision')),
     params jsonb NOT NULL, candidates jsonb, PRIMARY KEY (import_id, assessment, row_number, ordinal))`,
  ...guarded('issues', 'SELECT, INSERT, DELETE'),

  `CREATE TABLE plans (
     import_id uuid, assessment int, row_number int, organization_id uuid NOT NULL,
     outcome text NOT NULL CHECK (outcome IN ('create', 'reuse', 'skip', 'exclude', 'undecided', 'invalid')),
     person_id uuid, person_row int NOT NULL, is_distinct boolean NOT NULL, account_id uuid, account_row int NOT NULL,
     owner text CHECK (owner IN ('row', 'columns', 'placeholder')), owner_row int, listing int, effective_on date, expires_on date,
     PRIMARY KEY (import_id, assessment, row_number))`,
  ...guarded('plans', 'SELECT, INSERT, DELETE'),

  `CREATE TABLE decisions (
     import_id uuid REFERENCES imports, row_number int, organization_id uuid NOT NULL, person_id uuid,
     decided_by text NOT NULL, decided_at timestamptz NOT NULL, PRIMARY KEY (import_id, row_number))`,
  ...guarded('decisions', 'SELECT, INSERT, UPDATE, DELETE'),

  `CREATE TABLE repairs (
     import_id uuid REFERENCES imports, row_number int, organization_id uuid NOT NULL, cells jsonb NOT NULL, excluded boolean NOT NULL,
     repaired_by text NOT NULL, repaired_at timestamptz NOT NULL, PRIMARY KEY (import_id, row_number))`,
  ...guarded('repairs', 'SELECT, INSERT, UPDATE'),
];

/** What became of it. Nothing here is ever changed but the marks of a batch. */
const ofRuns = [
  `CREATE TABLE batches (
     import_id uuid REFERENCES imports, batch int, organization_id uuid NOT NULL, row_numbers int[] NOT NULL, after_batch int,
     sent_at timestamptz, admitted_at timestamptz, enrolled_at timestamptz, issued_at timestamptz, PRIMARY KEY (import_id, batch))`,
  ...guarded('batches', 'SELECT, INSERT, UPDATE, DELETE'),

  // Where the run found something else than the plan: a person reused, or a row skipped, because of what happened meanwhile.
  `CREATE TABLE deviations (
     import_id uuid, row_number int, outcome text CHECK (outcome IN ('reused', 'skipped')), organization_id uuid NOT NULL,
     person_id uuid, PRIMARY KEY (import_id, row_number, outcome))`,
  ...guarded('deviations', 'SELECT, INSERT'),

  `CREATE TABLE results (
     import_id uuid, row_number int, organization_id uuid NOT NULL, membership_id uuid NOT NULL,
     client_invoice_id uuid NOT NULL, client_invoice_number text NOT NULL, corporate_invoice_id uuid NOT NULL,
     corporate_invoice_number text NOT NULL, payment_id uuid, PRIMARY KEY (import_id, row_number))`,
  ...guarded('results', 'SELECT, INSERT'),
];
