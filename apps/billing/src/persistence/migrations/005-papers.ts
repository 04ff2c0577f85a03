import { Migration } from '@mikro-orm/migrations';

/** A statement reads an account by day (BIL-23). */
const accountsByDay = [
  `CREATE INDEX documents_account_day ON documents (billing_account_id, issued_on)`,
  `DROP INDEX IF EXISTS payments_account`,
  `CREATE INDEX payments_account_day ON payments (billing_account_id, booked_on)`,
];

/**
 * Files that are larger than one message: what comes after the first piece waits here for whoever asked, be it at another replica.
 * They hold nothing that can't be made again.
 */
const filePieces = [
  `CREATE UNLOGGED TABLE file_pieces (
  file_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  piece smallint NOT NULL,
  bytes bytea NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, piece)
)`,
  `CREATE INDEX file_pieces_age ON file_pieces (organization_id, made_at)`,
  `ALTER TABLE file_pieces ENABLE ROW LEVEL SECURITY`,
  `ALTER TABLE file_pieces FORCE ROW LEVEL SECURITY`,
  `CREATE POLICY of_organization ON file_pieces TO billing_service USING (organization_id = ANY ((SELECT app_organizations())::uuid[]))`,
  `REVOKE ALL ON file_pieces FROM PUBLIC`,
  `GRANT SELECT, INSERT, DELETE ON file_pieces TO billing_service`,
];

/** Statements by day, and files on their way to whoever asked for them. */
export class Migration005Papers extends Migration {
  override up(): void {
    for (const statement of [...accountsByDay, ...filePieces]) this.addSql(statement);
  }
}
