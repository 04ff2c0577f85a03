import { Migration } from '@mikro-orm/migrations';

/** What an organization has its clients told of by e-mail (BIL-25); nothing unless it says so. */
export class Migration021ClientsTold extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE billing_settings ADD COLUMN tell_clients_of text[] NOT NULL DEFAULT '{}'
      CHECK (tell_clients_of <@ ARRAY['purchase', 'invoice', 'cancellation', 'replacement'])`);
  }
}
