import { Migration } from '@mikro-orm/migrations';

/** What one account has bought, for whomever of it: read whenever somebody opens the account. */
export class Migration016Accounts extends Migration {
  override up(): void {
    this.addSql(`CREATE INDEX memberships_of_account ON memberships (account_id, entry)`);
    this.addSql(`DROP INDEX memberships_account_id_idx`); // Of family memberships alone.
  }
}
