import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type ServiceName, services } from '#contracts/caller';
import { makeDataKeys } from '#platform/encryption/data-keys';
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
  /** What billing encrypts fields with. */
  readonly dataKeys: string;
  /** What identity encrypts letters with until they are sent. */
  readonly identityKeys: string;
  readonly operatorApiKey: string;
}

export function makeSecrets(): Secrets {
  return {
    postgres: word(),
    databases: Object.fromEntries(databaseNames.map((name) => [name, { owner: word(), service: word() }])) as Secrets['databases'],
    nats: Object.fromEntries(services.map((name) => [name, word()])) as Secrets['nats'],
    keys: makeServiceKeys(),
    dataKeys: makeDataKeys(),
    identityKeys: makeDataKeys(),
    operatorApiKey: `tsk_${word()}`,
  };
}

/** Those of this installation; made, and kept for its owner's eyes only, when there are none. One of an older version gets what it lacks. */
export function keepSecrets(file: string): Secrets {
  const kept = readSecrets(file);
  if (kept && 'dataKeys' in kept && 'identityKeys' in kept) return kept as Secrets;
  const secrets = { ...makeSecrets(), ...kept };
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function readSecrets(file: string): Partial<Secrets> | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read; \`npm run reset\` makes a new one`, { cause: error });
  }
}

/** 256 random bits that may stand in a URL as they are. */
const word = (): string => randomBytes(32).toString('base64url');
