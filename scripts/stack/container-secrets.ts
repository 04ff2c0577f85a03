import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { services } from '#contracts/caller';
import { natsConfiguration } from './nats-configuration.js';
import { keepSecrets } from './secrets.js';
import { type Environment, serviceEnvironment } from './service-environment.js';

/** The accounts inside the images: `node`, the one we run NATS as, and Debian's `postgres` of the official image. */
const accounts = { node: 1000, nats: 1000, postgres: 999 } as const;

/** Lays out the secrets of an installation in containers; a repeat changes nothing. */
export function writeContainerSecrets(folder: string): void {
  const own = (path: string, account: keyof typeof accounts, text?: string): void => {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text !== undefined) writeFileSync(file, text, { mode: 0o400 });
    if (process.getuid?.() === 0) chownSync(file, accounts[account], accounts[account]);
  };
  mkdirSync(join(folder, 'prepare'), { recursive: true });
  const secrets = keepSecrets(join(folder, 'prepare', 'secrets.json'));
  own('prepare/secrets.json', 'node');
  own('postgres/password', 'postgres', secrets.postgres);
  own('nats/nats-server.conf', 'nats', natsConfiguration({ host: '0.0.0.0', port: 4222, store: '/data', passwords: secrets.nats }));
  for (const service of services) {
    const addresses = { postgres: 'postgres://postgres:5432/', nats: 'nats://nats:4222', port: 3000 };
    own(`${service}/service.env`, 'node', environmentFile(serviceEnvironment(service, secrets, addresses)));
  }
}

/** In the form Node reads with --env-file. Single quotes keep the JSON of the keys as it is. */
export const environmentFile = (environment: Environment): string =>
  Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
