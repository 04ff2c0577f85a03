import { Migration } from '@mikro-orm/migrations';

/** An organization's billing account of a client account: found whenever somebody opens the account. */
export class Migration024AccountsOfClients extends Migration {
  override up(): void {
    this.addSql(`CREATE INDEX billing_accounts_of_client ON billing_accounts (account_id, issuer_id) WHERE account_id IS NOT NULL`);
  }
}
