import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Account, databaseAccount } from './account.js';
import type { ChosenPort } from './chosen-port.js';
import type { PidFiles } from './pid-files.js';
import { postgresBinaries } from './postgres-binaries.js';
import { identify, terminate } from './process-identity.js';
import { SupervisedProcess } from './supervised-process.js';

const run = promisify(execFile);

export interface PostgresPlan {
  /** Holds the cluster in `postgres/`; made when absent. */
  readonly directory: string;
  readonly logDirectory: string;
  readonly port: ChosenPort;
  readonly password: string;
  readonly pids: PidFiles;
  /** False for tests only: nothing survives a crash of the machine then. */
  readonly durable: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  readonly onRestart?: (name: string, why: string) => void;
  readonly signal?: AbortSignal;
}

export interface PostgresServer {
  readonly process: SupervisedProcess;
  readonly url: string; // As superuser.
  readonly created: boolean; // Whether this start made the cluster.
}

/** Starts a PostgreSQL of our own and waits until it answers. It listens on this machine only, and on no socket file. */
export async function startPostgres(plan: PostgresPlan): Promise<PostgresServer> {
  const { port, password, durable } = plan;
  const account = databaseAccount();
  const home = postgresBinaries();
  const data = join(plan.directory, 'postgres');
  const created = await createCluster(home, data, account, plan);
  const url = () => `postgres://postgres:${password}@127.0.0.1:${port.number}/postgres`;
  const settings = { ...everywhere, ...(durable ? durably : fast), ...plan.settings };
  const process = new SupervisedProcess({
    name: 'postgres',
    command: join(home, 'bin', 'postgres'),
    args: () => ['-D', data, '-p', String(port.number), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    env: environment,
    port,
    cwd: '/',
    account,
    logFile: join(plan.logDirectory, 'postgres.log'),
    pids: plan.pids,
    stopSignal: durable ? 'SIGINT' : 'SIGQUIT', // Fast shutdown, or none at all: a test cluster is thrown away.
    stopGraceMs: 15_000,
    isReady: () => answers(url()),
    beforeStart: () => clearLock(data),
    onRestart: plan.onRestart,
    signal: plan.signal,
  });
  await process.start();
  return { process, url: url(), created };
}

const everywhere = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  jit: 'off', // Many short statements: compiling them costs more than it saves.
  // Most tables only grow: statistics follow soon, vacuuming what never changes can wait until there is much of it.
  autovacuum_vacuum_insert_threshold: '1000000',
  checkpoint_timeout: '15min',
  timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%u@%d ',
};
const durably = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '256MB', max_wal_size: '2GB' };
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB', max_wal_size: '2GB' };

/** Nothing of the caller's own PG… variables may change what our server does. */
const environment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' });

async function createCluster(home: string, data: string, account: Account, plan: PostgresPlan): Promise<boolean> {
  if (existsSync(join(data, 'tessera-created'))) return false;
  rmSync(data, { recursive: true, force: true }); // A first start that was cut short.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const passwordFile = join(data, '..', 'postgres-password.tmp');
  writeFileSync(passwordFile, plan.password, { mode: 0o600 });
  if (account) for (const path of [data, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']; // The same order on every machine.
    const access = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
    await run(join(home, 'bin', 'initdb'), ['-D', data, ...access, ...locale, ...(plan.durable ? [] : ['--no-sync'])], {
      env: environment(),
      cwd: '/',
      ...account,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(join(data, 'tessera-created'), '');
  return true;
}

/**
 * A killed server leaves its lock file. PostgreSQL itself gives up when the number in it belongs to any living process
 * of the account, so we look closer: our own leftover is ended, a stranger is left alone and the stale file removed.
 */
async function clearLock(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const identity = Number.isSafeInteger(pid) && pid > 1 ? identify(pid) : undefined;
  if (identity && servesCluster(pid, data)) await terminate(identity, 'SIGINT', 10_000);
  rmSync(lock, { force: true });
}

function servesCluster(pid: number, data: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(data);
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined); // It may go away while we ask.
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
