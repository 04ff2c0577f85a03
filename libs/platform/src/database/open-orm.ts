import { Migrator } from '@mikro-orm/migrations';
import { Logger } from '@nestjs/common';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import type { PoolConfig } from 'pg';
import { DatabaseConfig } from '#platform/config/platform-config';
import type { MigrationClass, ServiceDefinition } from '#platform/service/service-definition';
import { rememberClients } from './transaction-client.js';

const logger = new Logger('MikroORM');

const quiet: Options = {
  discovery: { warnWhenNoEntities: false },
  metadataCache: { enabled: false }, // Entities are defined in full; there is nothing to look up again.
  debug: false,
  colors: false,
  logger: (line) => logger.debug(line),
};

/** The ORM a service works with, signed in as its least privileged role. Connects with the first transaction. */
export function openOrm({ name, entities = [] }: ServiceDefinition, config: DatabaseConfig): Promise<MikroORM> {
  const timeouts: PoolConfig = {
    application_name: name,
    connectionTimeoutMillis: 10_000, // Also of waiting for a free place in the pool: better refused than waiting for ever.
    idleTimeoutMillis: 60_000,
    statement_timeout: config.DATABASE_STATEMENT_TIMEOUT_MS,
    lock_timeout: Math.min(30_000, config.DATABASE_STATEMENT_TIMEOUT_MS),
    idle_in_transaction_session_timeout: 60_000, // A transaction somebody forgot holds its locks no longer.
    keepAlive: true,
  };
  return MikroORM.init({
    ...quiet,
    entities,
    clientUrl: config.DATABASE_URL,
    pool: { min: 0, max: config.DATABASE_POOL },
    driverOptions: { ...timeouts, onPoolCreated: rememberClients },
  });
}

/** The ORM of the migration step, signed in as the owner of the tables. */
export function openMigrator(name: string, migrations: readonly MigrationClass[], url: string): Promise<MikroORM> {
  return MikroORM.init({
    ...quiet,
    logger: () => undefined, // The step itself says what ran.
    entities: [],
    clientUrl: url,
    extensions: [Migrator],
    migrations: {
      migrationsList: [...migrations],
      snapshot: false,
      disableForeignKeys: false, // Needs a superuser, which the owner is not.
      allOrNothing: true,
    },
    pool: { min: 0, max: 2 },
    driverOptions: { application_name: `${name} migrations`, keepAlive: true },
  });
}
