import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ChosenPort } from '#local/chosen-port';
import { type NatsServer, startNats } from '#local/nats-server';
import { type PostgresServer, startPostgres } from '#local/postgres-server';
import type { SupervisedProcess } from '#local/supervised-process';
import type { Installation } from './installation.js';
import { natsConfiguration } from './nats-configuration.js';
import type { Secrets } from './secrets.js';
import type { Addresses } from './service-environment.js';

export interface Servers {
  readonly postgres: string; // As superuser.
  readonly postgresIsOurs: boolean;
  readonly nats: string;
  readonly natsLogin?: Addresses['natsLogin'];
  /** Those of our own; none for a server somebody else runs. */
  readonly processes: readonly SupervisedProcess[];
}

export interface ServerPlan {
  readonly installation: Installation;
  readonly secrets: Secrets;
  readonly ports: { readonly postgres: ChosenPort; readonly nats: ChosenPort };
  readonly durable: boolean;
  readonly external: boolean;
  readonly say: (line: string) => void;
  readonly onRestart: (name: string, why: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * PostgreSQL and NATS: our own, or those that DATABASE_URL and NATS_URL name. Other servers of this machine are never
 * looked for, so never touched.
 */
export async function startServers(plan: ServerPlan): Promise<Servers> {
  const [postgres, nats] = await Promise.allSettled([startOrUsePostgres(plan), startOrUseNats(plan)]);
  const started = [postgres, nats].flatMap((server) =>
    server.status === 'fulfilled' && server.value.process ? [server.value.process] : [],
  );
  const failed = [postgres, nats].find((server) => server.status === 'rejected');
  if (failed) {
    await Promise.all(started.map((process) => process.stop()));
    throw failed.reason;
  }
  if (postgres.status !== 'fulfilled' || nats.status !== 'fulfilled') throw new Error('unreachable');
  return {
    postgres: postgres.value.url,
    postgresIsOurs: postgres.value.process !== undefined,
    nats: nats.value.url,
    natsLogin: nats.value.login,
    processes: started,
  };
}

async function startOrUsePostgres(plan: ServerPlan): Promise<Partial<PostgresServer> & { url: string }> {
  const external = plan.external ? process.env.DATABASE_URL : undefined;
  if (external) {
    plan.say('Using the PostgreSQL that DATABASE_URL names');
    return { url: external };
  }
  const { installation, secrets, ports, durable, onRestart, signal } = plan;
  const { directory, logs, pids } = installation;
  return startPostgres({
    directory,
    logDirectory: logs,
    port: ports.postgres,
    password: secrets.postgres,
    pids,
    durable,
    onRestart,
    signal,
  });
}

async function startOrUseNats(plan: ServerPlan): Promise<Partial<NatsServer> & { url: string; login?: Addresses['natsLogin'] }> {
  const external = plan.external ? process.env.NATS_URL : undefined;
  if (external) {
    plan.say('Using the NATS that NATS_URL names');
    return useNats(external);
  }
  const { installation, secrets, ports, say, onRestart, signal } = plan;
  const { directory, logs, pids } = installation;
  const store = join(directory, 'jetstream');
  const configuration = (port: number) => natsConfiguration({ port, store, passwords: secrets.nats });
  return startNats({ directory, logDirectory: logs, port: ports.nats, configuration, pids, say, onRestart, signal });
}

/** Somebody else's server does not know our users: every service signs in with the credentials of the address. */
function useNats(address: string): { url: string; login: NonNullable<Addresses['natsLogin']> } {
  const url = new URL(address.split(',')[0]);
  const login = {
    user: decodeURIComponent(url.username) || 'tessera',
    password: decodeURIComponent(url.password) || randomBytes(12).toString('hex'),
  };
  return { url: address.replaceAll(/\/\/[^@/,]*@/g, '//'), login };
}
