import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node';
import { MessagingConfig } from './messaging-config.js';

const drainMs = 3_000;

/** Every service receives answers under a prefix of its own, so that none can listen to another's. */
export const inboxPrefixOf = (service: string): string => `_INBOX_${service}`;

/** The connection to NATS broke while an answer was waited for. */
export class ConnectionLost extends Error {
  constructor() {
    super('lost the connection to NATS');
  }
}

/** The service's one connection to NATS. It reconnects for ever; whoever needs to know when may ask to be told. */
@Injectable()
export class Nats implements OnApplicationShutdown {
  private readonly logger = new Logger(Nats.name);
  private readonly listeners = new Set<() => void>();
  private connected = true;
  private readonly giveUp = new Set<() => void>();

  private constructor(readonly connection: NatsConnection) {
    void this.watch();
  }

  /** Waits for the server as long as it takes: services and NATS may start in any order. */
  static async connect({ service, natsUrl, natsUser, natsPassword }: MessagingConfig): Promise<Nats> {
    const options: ConnectionOptions = {
      servers: natsUrl.split(','),
      user: natsUser, // Credentials inside the URL are ignored by the client.
      pass: natsPassword,
      name: service,
      inboxPrefix: inboxPrefixOf(service),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      pingInterval: 10_000,
      maxPingOut: 2,
      noAsyncTraces: true, // A stack trace made before every request, for the few that fail.
      ignoreAuthErrorAbort: true, // A server that restarts may not have its users yet.
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return new Nats(await connect(options));
      } catch (error) {
        // The client would wait too, but without a word about a wrong password.
        if (attempt % 20 === 0) new Logger(Nats.name).warn({ err: error }, 'Waiting for NATS');
        await pause(500);
      }
    }
  }

  isConnected(): boolean {
    return this.connected && !this.connection.isClosed();
  }

  /** The client throws away what is published while it is not connected: whoever cares waits here first. */
  async untilConnected(withinMs: number): Promise<void> {
    if (this.isConnected()) return;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => settle(() => reject(new ConnectionLost())), withinMs);
      const forget = this.onReconnect(() => settle(resolve));
      const settle = (outcome: () => void): void => {
        clearTimeout(late);
        forget();
        outcome();
      };
    });
  }

  /** Work that waits for an answer of this connection: fails at once when there is no connection, or it breaks: no answer will come. */
  whileConnected<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(new ConnectionLost());
      if (!this.isConnected()) return giveUp();
      this.giveUp.add(giveUp);
      work()
        .then(resolve, reject)
        .finally(() => this.giveUp.delete(giveUp));
    });
  }

  /** Calls back each time the connection is there again. Returns how to stop that. */
  onReconnect(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    // What was said last still goes out; nobody waits for a server that is not there.
    if (this.isConnected()) await Promise.race([this.connection.drain(), pause(drainMs, undefined, { ref: false })]);
    await this.connection.close();
  }

  private async watch(): Promise<void> {
    for await (const status of this.connection.status()) {
      if (status.type === 'disconnect') {
        this.connected = false;
        for (const giveUp of this.giveUp) giveUp();
        this.logger.warn('Lost the connection to NATS');
      } else if (status.type === 'reconnect') {
        this.connected = true;
        this.logger.log('Connected to NATS again');
        for (const listener of this.listeners) listener();
      } else if (status.type === 'error') {
        this.logger.error({ err: status.error }, 'NATS refused something');
      }
    }
  }
}

export const natsProvider = {
  provide: Nats,
  inject: [MessagingConfig],
  useFactory: (config: MessagingConfig): Promise<Nats> => Nats.connect(config),
};
