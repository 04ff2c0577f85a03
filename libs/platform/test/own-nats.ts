import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { services, type ServiceName } from '#contracts/caller';
import { freePort } from '#local/free-port';
import { natsBinary } from '#local/nats-binary';
import { installationAccount, natsServerConfig } from '../src/messaging/nats-server-config.js';

const administrator = { user: 'administrator', password: 'of-this-test' };

/** A NATS server of one spec's own, with the real permissions, to be killed and robbed of its store. */
export class OwnNats {
  private server?: ChildProcess;

  private constructor(
    private readonly binary: string,
    private readonly directory: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnNats> {
    const nats = new OwnNats(await natsBinary(), mkdtempSync(join(tmpdir(), 'own-nats-')), await freePort());
    const passwords = Object.fromEntries(services.map((name) => [name, `password-of-${name}`])) as Record<ServiceName, string>;
    const accounts = [{ ...installationAccount(passwords), administrator }];
    writeFileSync(nats.file, natsServerConfig({ port: nats.port, storeDirectory: nats.store, accounts }));
    process.once('exit', () => nats.server?.kill('SIGKILL')); // A spec that is cut short must not leave a server behind.
    await nats.run();
    return nats;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`;
  }

  login(service: ServiceName): { user: string; password: string } {
    return { user: service, password: `password-of-${service}` };
  }

  /** A connection with the rights of a service, and no patience. */
  connectAs(service: ServiceName, inboxPrefix = `_INBOX_${service}`): Promise<NatsConnection> {
    return connect({ servers: this.url, user: service, pass: `password-of-${service}`, inboxPrefix, reconnect: false });
  }

  /** Does something to the streams from outside. */
  async administer<T>(work: (manager: JetStreamManager) => Promise<T>): Promise<T> {
    const connection = await connect({ servers: this.url, user: administrator.user, pass: administrator.password });
    try {
      return await work(await jetstreamManager(connection));
    } finally {
      await connection.close();
    }
  }

  /** Starts the server, and waits until it takes connections. */
  async run(): Promise<void> {
    this.server = spawn(this.binary, ['-c', this.file], { stdio: 'ignore' });
    for (let i = 0; i < 100; i++) {
      try {
        return await (await connect({ servers: this.url, user: administrator.user, pass: administrator.password })).close();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    throw new Error('nats-server does not start');
  }

  /** Kills it as a power failure would. */
  async kill(): Promise<void> {
    if (!this.server || this.server.exitCode !== null) return;
    this.server.kill('SIGKILL');
    await once(this.server, 'exit');
  }

  /** Deletes everything JetStream keeps, whether the server runs or not. */
  wipeStore(): void {
    rmSync(this.store, { recursive: true, force: true });
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private get store(): string {
    return join(this.directory, 'jetstream');
  }

  private get file(): string {
    return join(this.directory, 'nats-server.conf');
  }
}
