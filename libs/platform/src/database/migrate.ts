import type { MigrationClass } from '#platform/service/service-definition';
import { withClient } from './provision.js';
import { openMigrator } from './open-orm.js';

/** Brings a database to the newest migration, as the owner of its tables. Says which ran; several at once take turns. */
export async function migrate(name: string, migrations: readonly MigrationClass[], url: string): Promise<string[]> {
  return withClient(url, async (guard) => {
    await guard.query(`SELECT pg_advisory_lock(hashtext('tessera migrations'))`);
    const orm = await openMigrator(name, migrations, url);
    try {
      const done = await orm.migrator.up();
      return done.map((migration) => migration.name);
    } finally {
      await orm.close();
    }
  });
}
