import { createHash } from 'node:crypto';
import type { ServiceName } from '#contracts/caller';

/*
 * Where jest's global setup has put PostgreSQL and NATS for this run, and as whom to sign in. Each jest worker has a NATS
 * account of its own: services of two test files must not answer each other's requests.
 */

export const postgresUrl = (): string => setting('TESSERA_TEST_POSTGRES_URL');
export const natsUrl = (): string => setting('TESSERA_TEST_NATS_URL');

export const worker = (): number => Number(process.env.JEST_WORKER_ID ?? 1);

/** With the rights the service has in an installation; the administrator may do everything in this worker's account. */
export interface NatsLogin {
  readonly user: string;
  readonly password: string;
}

/** A service's own user, with a service's rights; or one who may do everything in the account. */
export const natsLogin = (who: ServiceName | 'administrator'): NatsLogin => ({
  user: `w${worker()}_${who}`,
  password: setting('TESSERA_TEST_NATS_PASSWORD'),
});

/** The same in every worker of a run, since roles belong to the whole server. */
export function rolePasswords(service: ServiceName): { owner: string; service: string } {
  const secret = (role: string): string => createHash('sha256').update(`${postgresUrl()} ${service} ${role}`).digest('base64url');
  return { owner: secret('owner'), service: secret('service') };
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: service specs run under jest, whose global setup starts the servers`);
  return value;
}
