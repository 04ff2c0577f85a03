import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { services } from '#contracts/caller';
import { natsConfiguration } from './nats-configuration.js';
import { keepSecrets } from './secrets.js';
import { type Environment, serviceEnvironment } from './service-environment.js';

/** The accounts inside the images: `node`, the one we run NATS as, and Debian's `postgres` of the official image. */
const accounts = { node: 1000, nats: 1000, postgres: 999 } as const;

/** Lays out the secrets of an installation in containers; a repeat changes nothing. */
export function writeContainerSecrets(folder: string): void {
  const own = (path: string, account: keyof typeof accounts): void => {
    if (process.getuid?.() === 0) chownSync(join(folder, path), accounts[account], accounts[account]);
  };
  const write = (path: string, account: keyof typeof accounts, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    rmSync(join(folder, path), { force: true });
    writeFileSync(join(folder, path), text, { mode: 0o400 });
    own(path, account);
  };
  for (const volume of ['prepare', 'nats-data']) mkdirSync(join(folder, volume), { recursive: true });
  const secrets = keepSecrets(join(folder, 'prepare', 'secrets.json'));
  own('prepare/secrets.json', 'node');
  write('postgres/password', 'postgres', secrets.postgres);
  write('nats/nats-server.conf', 'nats', natsConfiguration({ host: '0.0.0.0', port: 4222, store: '/data', passwords: secrets.nats }));
  own('nats-data', 'nats'); // Where JetStream will write.
  const mail = { smtp: 'smtp://mail:2525?tls=none', from: 'post@tessera.test', web: 'http://localhost:3000' }; // The compose file may say otherwise.
  for (const service of services) {
    const addresses = { postgres: 'postgres://postgres:5432/', nats: 'nats://nats:4222', mail, port: 3000 };
    write(`${service}/service.env`, 'node', environmentFile(serviceEnvironment(service, secrets, addresses)));
  }
}

/** In the form Node reads with --env-file. Single quotes keep the JSON of the keys as it is. */
export const environmentFile = (environment: Environment): string =>
  Object.entries(environment)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
