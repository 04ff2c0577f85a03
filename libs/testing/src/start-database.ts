import { Logger } from '@nestjs/common';
import { DatabaseConfig } from '#platform/config/platform-config';
import { Database } from '#platform/database/database';
import { openOrm } from '#platform/database/open-orm';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { ThisService } from '#platform/service/this-service';
import { TestDatabase } from './test-database.js';
import { databaseUrl, dropDatabase, freshDatabase } from './test-databases.js';

export interface StartedDatabase {
  /** As the service has it: least rights, tenancy and all. */
  readonly database: Database;
  /** As the superuser sees it. */
  readonly all: TestDatabase;
  stop(): Promise<void>;
}

/** A fresh database of a service without the service around it: for specs of SQL and persistence. */
export async function startDatabase(definition: ServiceDefinition, { pool = 8 } = {}): Promise<StartedDatabase> {
  if (!process.env.TESSERA_TEST_LOG) Logger.overrideLogger(['fatal']); // Specs provoke warnings on purpose.
  const name = await freshDatabase(definition);
  const config = Object.assign(new DatabaseConfig(), { DATABASE_URL: databaseUrl(definition, name, 'service'), DATABASE_POOL: pool });
  const orm = await openOrm(definition, config);
  const all = new TestDatabase(name);
  const stop = async (): Promise<void> => {
    await Promise.all([orm.close(true), all.close()]);
    await dropDatabase(name);
  };
  return { database: new Database(orm, new ThisService(definition.name)), all, stop };
}
