import { Migration } from '@mikro-orm/migrations';

/** Its clubs may know whether a federation is paid online (BIL-12): their statements and invoices lead there. */
export class Migration023OnlineTermsOfAFederation extends Migration {
  override up(): void {
    this.addSql(
      `CREATE POLICY network ON online_payment_settings FOR SELECT TO billing_service USING (issuer_id = (SELECT app_federation()))`,
    );
  }
}
