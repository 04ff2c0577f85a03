import { Controller, Module } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { Migration } from '@mikro-orm/migrations';
import { jetstream } from '@nats-io/jetstream';
import type { ServiceName } from '#contracts/caller';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';
import { newId, type Uuid } from '#kernel/ids';
import { TestDatabase } from '#testing/test-database';
import { databaseUrl, dropDatabase, freshDatabase } from '#testing/test-databases';
import { Database } from '../src/database/database.js';
import { platformTables } from '../src/database/platform-tables.js';
import { execute } from '../src/database/sql.js';
import { Consumes } from '../src/messaging/consumes.js';
import { flowCaller, runAs } from '../src/messaging/context.js';
import { toHeaders } from '../src/messaging/headers.js';
import { makeServiceKeys, type ServiceKeys } from '../src/messaging/keys.js';
import type { MessagingTuning } from '../src/messaging/messaging-config.js';
import { durableOf } from '../src/messaging/streams.js';
import { CallerTokens } from '../src/messaging/tokens.js';
import { Inbox } from '../src/outbox/inbox.js';
import { Outbox } from '../src/outbox/outbox.js';
import { bootService, type RunningService } from '../src/service/boot-service.js';
import type { ServiceDefinition } from '../src/service/service-definition.js';
import { OwnNats } from './own-nats.js';

export const importId = newId();
export const someFlow = () => flowCaller(`resale-import:${importId}`, [newId()], newId());

const quick: Partial<MessagingTuning> = {
  retryDelaysMs: [10, 10, 20, 20, 20, 50, 50, 50, 50],
  ackWaitMs: 1_500,
  idleCheckMs: 600,
  relayPollMs: 50,
  confirmEveryMs: 200,
  resendAfterMs: 1_000,
  resendAtMostMs: 4_000,
  sweepEveryMs: 50,
  sagaLeaseMs: 1_500,
  sagaRetryMs: 50,
  drainMs: 3_000,
};

class IdentityTables extends Migration {
  override up(): void {
    for (const statement of platformTables('identity')) this.addSql(statement);
  }
}

class ImportsTables extends Migration {
  override up(): void {
    for (const statement of platformTables('imports')) this.addSql(statement);
    this.addSql(
      'CREATE TABLE effects (batch int NOT NULL, caller text NOT NULL, happened_at timestamptz NOT NULL DEFAULT clock_timestamp())',
    );
    this.addSql('GRANT INSERT ON effects TO imports_service');
  }
}

@Module({})
class IdentityModule {}

/** Called by the consumer outside of its transaction, for tests that make it fail or wait. */
let disturbConsumer: (batch: number) => Promise<void> | void = () => undefined;
export const disturb = (by: typeof disturbConsumer = () => undefined): void => {
  disturbConsumer = by;
};

@Controller()
class ImportsController {
  constructor(private readonly inbox: Inbox) {}

  @Consumes(PeopleAdmitted)
  async take(@Payload() { batch }: PeopleAdmitted): Promise<void> {
    await disturbConsumer(batch);
    await this.inbox.once(async (em) => {
      await execute(em, 'INSERT INTO effects (batch, caller) VALUES ($1, app_caller())', [batch]);
    });
  }
}

@Module({ controllers: [ImportsController] })
class ImportsModule {}

const definitions: readonly ServiceDefinition[] = [
  { name: 'identity', module: IdentityModule, migrations: [IdentityTables] },
  { name: 'imports', module: ImportsModule, migrations: [ImportsTables] },
];

/** Two services and the event between them: `identity` announces PeopleAdmitted, `imports` counts its effects. */
export class FlowNetwork {
  readonly nats: OwnNats;
  readonly keys = makeServiceKeys();
  private readonly databases = new Map<ServiceName, TestDatabase>();
  private readonly running: { name: ServiceName; service: RunningService }[] = [];

  private constructor(nats: OwnNats) {
    this.nats = nats;
  }

  static async start(): Promise<FlowNetwork> {
    const network = new FlowNetwork(await OwnNats.start());
    for (const definition of definitions) network.databases.set(definition.name, new TestDatabase(await freshDatabase(definition)));
    return network;
  }

  /** Starts a service, or another replica of it. */
  async boot(name: ServiceName, tuning: Partial<MessagingTuning> = {}): Promise<RunningService> {
    const definition = this.definition(name);
    const { user, password } = this.nats.login(name);
    const env = {
      NATS_URL: this.nats.url,
      NATS_USER: user,
      NATS_PASSWORD: password,
      HOST: '127.0.0.1',
      PORT: '0',
      CALLER_KEY: JSON.stringify(this.keys.privateKeys[name]),
      CALLER_PUBLIC_KEYS: JSON.stringify(this.keys.publicKeys),
      LOG_LEVEL: process.env.TESSERA_TEST_LOG ?? 'silent',
      DATABASE_URL: databaseUrl(definition, this.database(name).name, 'service'),
    };
    const service = await bootService(definition, env, { tuning: { ...quick, ...tuning } });
    this.running.push({ name, service });
    return service;
  }

  async halt(name?: ServiceName): Promise<void> {
    const ending = this.running.filter((one) => !name || one.name === name);
    for (const one of ending) this.running.splice(this.running.indexOf(one), 1);
    await Promise.all(ending.map(({ service }) => service.stop()));
  }

  definition(name: ServiceName): ServiceDefinition {
    const definition = definitions.find((one) => one.name === name);
    if (!definition) throw new Error(`${name} is not of this network`);
    return definition;
  }

  database(name: ServiceName): TestDatabase {
    const database = this.databases.get(name);
    if (!database) throw new Error(`${name} has no database here`);
    return database;
  }

  /** Announces batches, each in its own transaction of `identity`. Gives the ids of the messages. */
  async announce(...batches: number[]): Promise<void> {
    const app = this.of('identity').app;
    for (const batch of batches) {
      await runAs(someFlow(), () =>
        app.get(Database).transaction(async (em) => {
          await app.get(Outbox).add(em, PeopleAdmitted, { importId, batch, rows: 1, reusedMeanwhile: [] });
        }),
      );
    }
  }

  /** The same, in a transaction that fails in the end. */
  async announceAndFail(batch: number): Promise<void> {
    const app = this.of('identity').app;
    const failed = runAs(someFlow(), () =>
      app.get(Database).transaction(async (em) => {
        await app.get(Outbox).add(em, PeopleAdmitted, { importId, batch, rows: 1, reusedMeanwhile: [] });
        throw new Error('changed its mind');
      }),
    );
    await failed.catch(() => undefined);
  }

  /** Puts the event on its stream by hand, as a relay of `identity` would. */
  async publish(batch: number, { messageId = newId(), token }: { messageId?: Uuid; token?: string } = {}): Promise<void> {
    const connection = await this.nats.connectAs('identity');
    try {
      const payload = JSON.stringify({ importId, batch, rows: 1, reusedMeanwhile: [] });
      const headers = toHeaders({ messageId, correlationId: newId(), token: token ?? (await this.token('identity')) });
      await jetstream(connection).publish(PeopleAdmitted.subject, payload, { headers, msgID: newId() });
    } finally {
      await connection.close();
    }
  }

  token(signer: ServiceName): Promise<string> {
    return this.tokensOf(signer, this.keys).sign(someFlow());
  }

  /** A token in the name of a service, by somebody who has not got its key. */
  forgedToken(signer: ServiceName): Promise<string> {
    return this.tokensOf(signer, makeServiceKeys()).sign(someFlow());
  }

  private tokensOf(service: ServiceName, { privateKeys, publicKeys }: ServiceKeys): CallerTokens {
    return new CallerTokens({ service, natsUrl: '', callerKey: privateKeys[service], callerPublicKeys: publicKeys });
  }

  /** How many messages the consumer still has before it, or has not acknowledged. */
  async pending(): Promise<number> {
    const info = await this.nats.administer((manager) => manager.consumers.info('IDENTITY', durableOf('imports', PeopleAdmitted.subject)));
    return info.num_pending + info.num_ack_pending;
  }

  /** The batches that took effect, each as often as it did. */
  async effects(): Promise<number[]> {
    const rows = await this.database('imports').query<{ batch: number }>('SELECT batch FROM effects ORDER BY batch');
    return rows.map(({ batch }) => batch);
  }

  async openMessages(): Promise<number> {
    const [{ open }] = await this.database('identity').query<{ open: number }>(
      'SELECT count(*)::int AS open FROM outbox WHERE closed_at IS NULL',
    );
    return open;
  }

  /** Between two tests. The inbox stays, as it does in life: a consumer that is made anew sees the whole stream again. */
  async clear(): Promise<void> {
    disturb();
    await this.database('identity').query('TRUNCATE outbox');
    await this.database('imports').query('TRUNCATE effects, dead_letters');
  }

  async stop(): Promise<void> {
    await this.halt();
    for (const database of this.databases.values()) {
      await database.close();
      await dropDatabase(database.name);
    }
    await this.nats.remove();
  }

  private of(name: ServiceName): RunningService {
    const found = this.running.find((one) => one.name === name);
    if (!found) throw new Error(`${name} does not run`);
    return found.service;
  }
}
