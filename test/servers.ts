import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ChosenPort } from '#local/chosen-port';
import { freePort } from '#local/free-port';
import { MailCatcher } from '#local/mail-catcher';
import { type NatsServer, startNats } from '#local/nats-server';
import { PidFiles } from '#local/pid-files';
import { type PostgresServer, startPostgres } from '#local/postgres-server';
import { stateDirectory } from '#local/state-directory';
import { natsServerConfig, testAccount } from '#platform/messaging/nats-server-config';
import { accountName, accountsInTurn } from '#testing/test-servers';

interface TestServers {
  readonly directory: string;
  readonly pids: PidFiles;
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  readonly mail: MailCatcher;
}

let servers: TestServers | undefined;

const accounts = (password: string) => Array.from({ length: accountsInTurn }, (_, number) => testAccount(accountName(number), password));

/**
 * Starts PostgreSQL, NATS and a mail server in a folder of this run, and tells the workers by environment where they are. Nothing is durable: a test
 * run that loses power starts again. A run that was killed could not clean up, so the next one does it.
 */
export async function startTestServers(): Promise<void> {
  await cleanKilledRuns();
  const directory = stateDirectory('test', `run-${process.pid}-${randomBytes(4).toString('hex')}`);
  const pids = new PidFiles(join(directory, 'pids'));
  pids.record('run', process.pid, 'SIGTERM');
  mkdirSync(join(directory, 'logs'));
  const turns = join(directory, 'turns');
  mkdirSync(turns);
  const [postgresPort, natsPort] = [new ChosenPort(await freePort()), new ChosenPort(await freePort())];
  const [postgresPassword, natsPassword] = [randomBytes(18).toString('base64url'), randomBytes(18).toString('base64url')];

  const [postgres, nats, mail] = await Promise.all([
    startPostgres({
      directory,
      logDirectory: join(directory, 'logs'),
      port: postgresPort,
      password: postgresPassword,
      pids,
      durable: false,
    }),
    startNats({
      directory,
      logDirectory: join(directory, 'logs'),
      port: natsPort,
      configuration: (port) => natsServerConfig({ port, storeDirectory: join(directory, 'jetstream'), accounts: accounts(natsPassword) }),
      pids,
      say: (line) => console.log(line),
    }),
    MailCatcher.start(),
  ]);
  servers = { directory, pids, postgres, nats, mail };
  process.env.TESSERA_TEST_POSTGRES_URL = postgres.url;
  process.env.TESSERA_TEST_NATS_URL = nats.url;
  process.env.TESSERA_TEST_NATS_PASSWORD = natsPassword;
  process.env.TESSERA_TEST_SMTP_URL = mail.smtpUrl;
  process.env.TESSERA_TEST_INBOX_URL = mail.inboxUrl;
  process.env.TESSERA_TEST_TURNS = turns;
  endWithThisProcess();
}

export async function stopTestServers(): Promise<void> {
  if (!servers) return;
  const { directory, postgres, nats, mail } = servers;
  servers = undefined;
  await Promise.all([postgres.process.stop(), nats.process.stop(), mail.stop()]);
  rmSync(directory, { recursive: true, force: true });
}

/** Jest leaves without its teardown when it is interrupted or bails out. */
function endWithThisProcess(): void {
  process.once('exit', () => {
    if (!servers) return;
    servers.postgres.process.kill();
    servers.nats.process.kill();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
}

async function cleanKilledRuns(): Promise<void> {
  const runs = stateDirectory('test');
  for (const name of readdirSync(runs).filter((entry) => entry.startsWith('run-'))) {
    const pids = new PidFiles(join(runs, name, 'pids'));
    if (pids.running().some((record) => record.name === 'run')) continue; // Somebody else's run, still going.
    await pids.endLeftovers();
    rmSync(join(runs, name), { recursive: true, force: true });
  }
}
