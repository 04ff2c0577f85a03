import { setTimeout as pause } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { loadConfig } from '../config/load-config.js';
import { MigrationConfig } from '../config/platform-config.js';
import { migrate } from '../database/migrate.js';
import { Readiness } from '../health/readiness.js';
import { connectMessaging } from '../messaging/messaging-providers.js';
import { loadServiceConfig } from './load-service-config.js';
import { PlatformModule, type BootOverrides } from './platform.module.js';
import { hasDatabase, type ServiceDefinition } from './service-definition.js';
import { gatherRulesOnce } from './validation-rules.js';

export interface RunningService {
  readonly app: NestExpressApplication;
  /** Where it really listens, when PORT was 0. */
  readonly port: number;
  /** Takes no more work, finishes what is under way, and closes. */
  stop(): Promise<void>;
}

/** How long a stop may take before open connections are cut: requests that never end must not hold it up. */
const closeWithinMs = 25_000;

/** Starts a service from its environment and waits until it takes messages. */
export async function bootService(
  definition: ServiceDefinition,
  env: NodeJS.ProcessEnv,
  overrides?: BootOverrides,
): Promise<RunningService> {
  const config = loadServiceConfig(definition, env);
  gatherRulesOnce();
  const app = await NestFactory.create<NestExpressApplication>(PlatformModule.forService(definition, config, overrides), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  try {
    app.disable('x-powered-by');
    connectMessaging(app, { flows: hasDatabase(definition) });
    await definition.configureHttp?.(app);
    await app.init(); // Before the first message comes.
    await app.startAllMicroservices();
    await app.listen(config.platform.PORT, config.platform.HOST);
  } catch (error) {
    await app.close().catch(() => undefined); // What made it fail is what matters.
    throw error;
  }

  const stop = async (): Promise<void> => {
    app.get(Readiness).drain();
    await pause(config.platform.DRAIN_MS);
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), closeWithinMs);
    await app.close().finally(() => clearTimeout(cut));
  };
  let stopping: Promise<void> | undefined;
  return { app, port: portOf(app), stop: () => (stopping ??= stop()) };
}

/** The whole life of a service's process: its environment, its start, and its end by a signal. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const service = await bootService(definition, process.env).catch(giveUp);
  const end = (): void => {
    // A second signal means now; nothing is lost by it, only told later.
    for (const signal of signals) process.removeListener(signal, end).once(signal, () => process.exit(1));
    service.stop().then(() => process.exit(0), giveUp);
  };
  for (const signal of signals) process.once(signal, end);
}

/** The migration step of a service: brings its database to the newest migration as the owner of its tables, and ends. */
export async function runMigrations(definition: ServiceDefinition, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { name, migrations = [] } = definition;
  try {
    const { MIGRATION_DATABASE_URL } = loadConfig(MigrationConfig, env);
    const done = await migrate(name, migrations, MIGRATION_DATABASE_URL);
    console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), service: name, migrations: done, msg: 'Migrated' }));
  } catch (error) {
    giveUp(error);
  }
}

const signals = ['SIGTERM', 'SIGINT'] as const;

/** The reason goes to where people look when a process does not start: without a stack when it is about its environment. */
function giveUp(error: unknown): never {
  console.error(error instanceof Error && error.name === 'ConfigurationInvalid' ? error.message : error);
  process.exit(1);
}

function portOf(app: NestExpressApplication): number {
  const address: unknown = app.getHttpServer().address();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
}
