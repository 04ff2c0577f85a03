import { Migration } from '@mikro-orm/migrations';
import { platformTables } from '#platform/database/platform-tables';
import { organizationCopiesTable } from '#platform/organizations/organization-copies';
import { guards } from './guards.sql.js';
import { tenancy } from './rights.sql.js';
import { tables } from './tables.sql.js';

/** Accounts, documents, postings, payments; what the database refuses; who may see what. */
export class Migration001Billing extends Migration {
  override up(): void {
    for (const statement of [...platformTables('billing'), ...organizationCopiesTable('billing'), ...tables, ...guards, ...tenancy])
      this.addSql(statement);
  }
}
