import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type ServiceName, services } from '#contracts/caller';
import { type ServiceKeys, makeServiceKeys } from '#platform/messaging/keys';

/** The services that have a database. */
export type DatabaseName = Exclude<ServiceName, 'gateway'>;
export const databaseNames: readonly DatabaseName[] = services.filter((name) => name !== 'gateway');

/** Everything secret in one installation: made at its first start, never shown but the operator's key. */
export interface Secrets {
  /** Of the superuser of a PostgreSQL of our own. */
  readonly postgres: string;
  readonly databases: Record<DatabaseName, { readonly owner: string; readonly service: string }>;
  readonly nats: Record<ServiceName, string>;
  readonly keys: ServiceKeys;
  readonly operatorApiKey: string;
}

export function makeSecrets(): Secrets {
  return {
    postgres: word(),
    databases: Object.fromEntries(databaseNames.map((name) => [name, { owner: word(), service: word() }])) as Secrets['databases'],
    nats: Object.fromEntries(services.map((name) => [name, word()])) as Secrets['nats'],
    keys: makeServiceKeys(),
    operatorApiKey: `tsk_${word()}`,
  };
}

/** Those of this installation; made, and kept for its owner's eyes only, when there are none. */
export function keepSecrets(file: string): Secrets {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new Error(`${file} cannot be read; \`npm run reset\` makes a new one`, { cause: error });
  }
  const secrets = makeSecrets();
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

/** 256 random bits that may stand in a URL as they are. */
const word = (): string => randomBytes(32).toString('base64url');
