import { installationAccount, natsServerConfig } from '#platform/messaging/nats-server-config';
import type { Secrets } from './secrets.js';

export interface NatsSettings {
  readonly host?: string;
  readonly port: number;
  readonly store: string;
  readonly passwords: Secrets['nats'];
}

/** The configuration of our own NATS: a user for each service, limited to its subjects. */
export const natsConfiguration = ({ host, port, store, passwords }: NatsSettings): string =>
  natsServerConfig({ host, port, storeDirectory: store, accounts: [installationAccount(passwords)] });
