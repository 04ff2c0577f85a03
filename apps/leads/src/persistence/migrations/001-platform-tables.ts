import { Migration } from '@mikro-orm/migrations';
import { platformTables } from '#platform/database/platform-tables';

export class Migration001PlatformTables extends Migration {
  up(): void {
    for (const statement of platformTables('leads')) this.addSql(statement);
  }
}
