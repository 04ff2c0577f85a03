import { Migration } from '@mikro-orm/migrations';

/**
 * What is planned shrinks with what is credited: how much it was more is kept beside it, so that instalments still add up to their
 * plan. A recurring charge is found by an invoice of it, when that is cancelled.
 */
export class Migration014PlansOfWhatIsCredited extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE planned_payments ADD COLUMN reduced_minor bigint NOT NULL DEFAULT 0 CHECK (reduced_minor >= 0)`);
    this.addSql(`CREATE INDEX recurring_invoices_document ON recurring_invoices (document_id)`);
  }
}
