import { Migration } from '@mikro-orm/migrations';

/*
 * Lists in an order of their own go along an index, however many documents were issued on one day: an import issues thousands. By
 * amount they are sorted: rarely asked, and one more index is paid by every document.
 */
const indexes = [
  `CREATE INDEX documents_due ON documents (issuer_id, kind, due_on, id)`,
  `CREATE INDEX documents_account_issued ON documents (billing_account_id, issued_on, id)`,
  `DROP INDEX documents_account_day`,
];

export class Migration012ListsInOrder extends Migration {
  override up(): void {
    for (const statement of indexes) this.addSql(statement);
  }
}
