import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { ServiceName } from '#contracts/caller';
import type { Clock } from '#platform/clock';
import { makeDataKeys } from '#platform/encryption/data-keys';
import { makeServiceKeys, type ServiceKeys } from '#platform/messaging/keys';
import type { MessagingTuning } from '#platform/messaging/messaging-config';
import { bootService, type RunningService } from '#platform/service/boot-service';
import { hasDatabase, type ServiceDefinition } from '#platform/service/service-definition';
import { smtpUrl } from './inbox.js';
import { TestDatabase } from './test-database.js';
import { databaseUrl, dropDatabase, freshDatabase } from './test-databases.js';
import { TestMessages } from './test-messages.js';
import { natsLogin, natsUrl } from './test-servers.js';

export interface WorldOptions {
  /** The clock of every service: a MovedClock, to move it by hand. */
  clock?: Clock;
  /** The times and sizes of messaging, shortened already. */
  tuning?: Partial<MessagingTuning>;
  /** Further environment variables, for every service. */
  env?: Record<string, string>;
}

/** Services running in this process on a real PostgreSQL and NATS, in databases and a NATS account of this test file's own. */
export interface World {
  readonly services: Record<string, RunningService>;
  readonly ask: TestMessages['ask'];
  readonly send: TestMessages['send'];
  /** A service's database as the superuser sees it. */
  database(name: ServiceName): TestDatabase;
  /** Where the gateway listens, for supertest. */
  readonly http: string;
  /** Stops one service, leaving its data; `start` brings it back. */
  halt(name: ServiceName): Promise<void>;
  start(name: ServiceName): Promise<void>;
  stop(): Promise<void>;
}

/** Nothing waits longer than a test needs to notice. */
const quick: Partial<MessagingTuning> = {
  askTimeoutMs: 15_000,
  retryDelaysMs: [20, 50, 100, 200, 200, 500, 500, 500, 500],
  relayPollMs: 50,
  confirmEveryMs: 200,
  resendAfterMs: 1_000,
  sweepEveryMs: 100,
  idleCheckMs: 1_000,
  drainMs: 3_000,
};

export async function startWorld(definitions: readonly ServiceDefinition[], options: WorldOptions = {}): Promise<World> {
  await forgetStreams();
  const keys = makeServiceKeys();
  const dataKeys = makeDataKeys();
  const messages = new TestMessages(keys);
  const databases = new Map<ServiceName, TestDatabase>();
  const services: Record<string, RunningService> = {};

  const start = async (name: ServiceName): Promise<void> => {
    const definition = definitions.find((candidate) => candidate.name === name);
    if (!definition) throw new Error(`${name} is not of this world`);
    const env = { ...environment(definition, databases.get(name)?.name, keys), DATA_KEYS: dataKeys, ...options.env };
    services[name] = await bootService(definition, env, { clock: options.clock, tuning: { ...quick, ...options.tuning } });
  };
  const halt = async (name: ServiceName): Promise<void> => {
    await services[name].stop();
    delete services[name];
  };
  const stop = async (): Promise<void> => {
    await Promise.all(Object.values(services).map((service) => service.stop()));
    await messages.close();
    await Promise.all([...databases.values()].map((database) => database.close().then(() => dropDatabase(database.name))));
  };

  for (const definition of definitions.filter(hasDatabase))
    databases.set(definition.name, new TestDatabase(await freshDatabase(definition)));
  try {
    await Promise.all(definitions.map(({ name }) => start(name)));
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    services,
    ask: messages.ask.bind(messages),
    send: messages.send.bind(messages),
    database: (name) => found(databases.get(name), name),
    get http() {
      return `http://127.0.0.1:${found(services.gateway, 'gateway').port}`;
    },
    halt,
    start,
    stop,
  };
}

function environment(definition: ServiceDefinition, database: string | undefined, keys: ServiceKeys): NodeJS.ProcessEnv {
  const { user, password } = natsLogin(definition.name);
  return {
    NATS_URL: natsUrl(),
    NATS_USER: user,
    NATS_PASSWORD: password,
    HOST: '127.0.0.1',
    PORT: '0',
    SMTP_URL: smtpUrl(),
    MAIL_FROM: 'post@tessera.test',
    MAIL_RETRY_MS: '50',
    WEB_URL: 'https://tessera.test',
    CALLER_KEY: JSON.stringify(keys.privateKeys[definition.name]),
    CALLER_PUBLIC_KEYS: JSON.stringify(keys.publicKeys),
    // Specs provoke errors on purpose; TESSERA_TEST_LOG=debug shows everything.
    LOG_LEVEL: process.env.TESSERA_TEST_LOG ?? 'fatal',
    ...(database ? { DATABASE_URL: databaseUrl(definition, database, 'service') } : {}),
  };
}

/** What an earlier world of this file, or the file before it in turn, has left in the account. */
async function forgetStreams(): Promise<void> {
  const { user, password: pass } = natsLogin('administrator');
  const connection = await connect({ servers: natsUrl(), user, pass });
  try {
    const manager = await jetstreamManager(connection);
    for await (const name of manager.streams.names()) await manager.streams.delete(name);
  } finally {
    await connection.close();
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name} is not of this world, or halted`);
  return value;
}
