import { Migration } from '@mikro-orm/migrations';

/** A match may grow by further money of the same payment, and shrink when some is released: the newest first. */
export class Migration004Matching extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE allocations ADD COLUMN matched_at timestamptz NOT NULL DEFAULT now()`);
    this.addSql(`CREATE POLICY updating ON allocations FOR UPDATE TO billing_service
      USING (issuer_id = ANY ((SELECT app_organizations())::uuid[]))`);
    this.addSql(`GRANT UPDATE (amount_minor) ON allocations TO billing_service`);
  }
}
