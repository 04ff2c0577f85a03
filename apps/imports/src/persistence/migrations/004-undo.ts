import { Migration } from '@mikro-orm/migrations';

/** The undo of an import (IMP-17): how far it is, what was decided of each row, and what is kept. */
export class Migration004Undo extends Migration {
  up(): void {
    for (const statement of [...ofImports, ...ofUndos]) this.addSql(statement);
  }
}

const ofImports = [
  `ALTER TABLE imports DROP CONSTRAINT imports_state_check`,
  `ALTER TABLE imports ADD CONSTRAINT imports_state_check CHECK (state IN ('checking', 'invalid', 'needsDecisions', 'ready', 'running', 'paused',
     'finished', 'failed', 'cancelled', 'discarded', 'undoing', 'undone'))`,
  `ALTER TABLE imports ADD COLUMN undo jsonb`,
  `ALTER TABLE imports ADD CONSTRAINT undo_when_undone CHECK ((state IN ('undoing', 'undone')) = (undo IS NOT NULL))`,
];

/** Everything an organization undoes is its own. Nothing of it is ever changed but the marks of a batch. */
const guarded = (table: string, rights: string): string[] => [
  `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY own ON ${table} TO imports_service
     USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))
     WITH CHECK (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
  `GRANT ${rights} ON ${table} TO imports_service`,
];

const ofUndos = [
  // Who a row turned out to be, and where: what is withdrawn with it.
  `CREATE TABLE undo_rows (
     import_id uuid, row_number int, organization_id uuid NOT NULL, person_id uuid NOT NULL, account_id uuid NOT NULL,
     PRIMARY KEY (import_id, row_number))`,
  ...guarded('undo_rows', 'SELECT, INSERT'),

  // What became of it: undone with two credit notes, or kept for reasons.
  `CREATE TABLE undo_verdicts (
     import_id uuid, row_number int, organization_id uuid NOT NULL, undone boolean NOT NULL, reasons text[] NOT NULL,
     client_credit_note_id uuid, client_credit_note_number text, corporate_credit_note_id uuid, corporate_credit_note_number text,
     account_in_use boolean NOT NULL DEFAULT false, person_in_use boolean NOT NULL DEFAULT false, PRIMARY KEY (import_id, row_number),
     CHECK (undone = (cardinality(reasons) = 0)), CHECK (undone = (client_credit_note_id IS NOT NULL AND corporate_credit_note_id IS NOT NULL)))`,
  ...guarded('undo_verdicts', 'SELECT, INSERT'),

  // Rows undone whose person has another membership.
  `CREATE TABLE undo_members (import_id uuid, row_number int, organization_id uuid NOT NULL, PRIMARY KEY (import_id, row_number))`,
  ...guarded('undo_members', 'SELECT, INSERT'),

  // People, owners and accounts that are kept although their rows are undone.
  `CREATE TABLE undo_keeps (
     import_id uuid, row_number int, kind text CHECK (kind IN ('person', 'owner', 'account')), party_id uuid, organization_id uuid NOT NULL,
     reasons text[] NOT NULL, PRIMARY KEY (import_id, row_number, kind, party_id))`,
  ...guarded('undo_keeps', 'SELECT, INSERT'),

  // First rows go, to billing and memberships; when all are decided their people and accounts, to identity.
  `CREATE TABLE undo_batches (
     import_id uuid REFERENCES imports, kind text CHECK (kind IN ('rows', 'people')), batch int, organization_id uuid NOT NULL,
     row_numbers int[] NOT NULL, parties json, sent_at timestamptz, countered_at timestamptz, cancelled_at timestamptz,
     withdrawn_at timestamptz, PRIMARY KEY (import_id, kind, batch), CHECK ((kind = 'people') = (parties IS NOT NULL)))`,
  `ALTER TABLE undo_batches ALTER parties SET STORAGE EXTERNAL`,
  ...guarded('undo_batches', 'SELECT, INSERT, UPDATE'),
];
