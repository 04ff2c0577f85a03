import { Migration } from '@mikro-orm/migrations';

/** What clients see of their own accounts, over all organizations that know them: also whether there is a picture. */
export class OwnAccounts extends Migration {
  override name = '20261129000500-own-accounts';

  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `CREATE POLICY introduce ON pictures FOR SELECT TO identity_introducer USING (true)`,
  `GRANT SELECT (person_id) ON pictures TO identity_introducer`,
];
