import type { ServiceName } from '#contracts/caller';
import { type DatabaseName, type Secrets, databaseNames } from './secrets.js';

/** Where a service finds the servers, and where it is found. */
export interface Addresses {
  /** Any address of the PostgreSQL server: its user and database are replaced by the service's own. */
  readonly postgres: string;
  readonly nats: string;
  /** For a NATS that does not know our users: whom to sign in as instead. */
  readonly natsLogin?: { readonly user: string; readonly password: string };
  /** Where letters are handed in, in whose name, and where the links in them lead. */
  readonly mail?: Mail;
  /** Providers of OpenID Connect that people sign in through; none without. */
  readonly signInProviders?: string;
  readonly port: number;
  /** The address it listens on; all of them when absent. */
  readonly host?: string;
}

export interface Mail {
  readonly smtp: string;
  readonly from: string;
  readonly web: string;
}

export type Environment = Record<string, string>;

/** What one service is started with: its own secrets and nobody else's. */
export function serviceEnvironment(service: ServiceName, secrets: Secrets, addresses: Addresses): Environment {
  return {
    NATS_URL: addresses.nats,
    NATS_USER: addresses.natsLogin?.user ?? service,
    NATS_PASSWORD: addresses.natsLogin?.password ?? secrets.nats[service],
    PORT: String(addresses.port),
    ...(addresses.host ? { HOST: addresses.host } : {}),
    CALLER_KEY: JSON.stringify(secrets.keys.privateKeys[service]),
    CALLER_PUBLIC_KEYS: JSON.stringify(secrets.keys.publicKeys),
    ...(service === 'billing' ? { DATA_KEYS: secrets.dataKeys, ...(addresses.mail ? { WEB_URL: addresses.mail.web } : {}) } : {}),
    ...(service === 'identity' ? { DATA_KEYS: secrets.identityKeys, ...mailEnvironment(addresses.mail), ...providersOf(addresses) } : {}),
    ...(hasDatabase(service) ? { DATABASE_URL: serviceDatabaseUrl(service, secrets, addresses.postgres) } : {}),
  };
}

const mailEnvironment = (mail: Mail | undefined): Environment =>
  mail ? { SMTP_URL: mail.smtp, MAIL_FROM: mail.from, WEB_URL: mail.web } : {};

const providersOf = ({ signInProviders }: Addresses): Environment => (signInProviders ? { SIGN_IN_PROVIDERS: signInProviders } : {});

/** Its database, in the role that owns nothing. */
export const serviceDatabaseUrl = (service: DatabaseName, secrets: Secrets, postgres: string): string =>
  databaseUrl(postgres, service, `${service}_service`, secrets.databases[service].service);

/** What its migration step is started with: the owner of the tables, whom the service itself never is. */
export function migrationEnvironment(service: DatabaseName, secrets: Secrets, postgres: string): Environment {
  return { MIGRATION_DATABASE_URL: databaseUrl(postgres, service, `${service}_owner`, secrets.databases[service].owner) };
}

export const hasDatabase = (service: ServiceName): service is DatabaseName => (databaseNames as readonly ServiceName[]).includes(service);

/** The same server and options, another database and, when given, another role. */
export function databaseUrl(server: string, database: string, role?: string, password?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role !== undefined) url.username = role;
  if (password !== undefined) url.password = password;
  return url.href;
}
