import { Migration } from '@mikro-orm/migrations';

/** What was said of an end, and by whom: the seller's to read, never its federation's. */
export class Migration008Endings extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE status_history ADD memo text, ADD changed_by text`);
  }
}
