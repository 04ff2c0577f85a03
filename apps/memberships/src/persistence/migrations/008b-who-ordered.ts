import { Migration } from '@mikro-orm/migrations';

/** By which operation a membership came about, and who ordered it: the seller's to read, as operations are. */
export class Migration008bWhoOrdered extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE operations ADD ordered_by text`);
    this.addSql(`ALTER TABLE memberships ADD operation_id uuid`);
  }
}
