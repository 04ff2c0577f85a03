import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { ChosenPort } from './chosen-port.js';
import { freePort } from './free-port.js';
import { PidFiles } from './pid-files.js';
import { type PostgresPlan, type PostgresServer, startPostgres } from './postgres-server.js';
import { identify } from './process-identity.js';
import { projectDirectory, stateDirectory } from './state-directory.js';

describe('the embedded PostgreSQL', () => {
  const directory = stateDirectory('test', `postgres-${process.pid}`);
  let plan: PostgresPlan;
  let server: PostgresServer;

  const ask = async (text: string): Promise<unknown> => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      const { rows } = await client.query<unknown[]>({ text, rowMode: 'array' });
      return rows[0]?.[0];
    } finally {
      await client.end();
    }
  };

  /** Has another process start the server and kills that process. Returns the server's pid. */
  const leftByKilledLauncher = async (): Promise<number> => {
    const script = `
      import { ChosenPort } from '#local/chosen-port';
      import { PidFiles } from '#local/pid-files';
      import { startPostgres } from '#local/postgres-server';
      const { pids, port, ...plan } = JSON.parse(process.argv[1]);
      const server = await startPostgres({ ...plan, port: new ChosenPort(port), pids: new PidFiles(pids) });
      console.log(server.process.pid);`;
    const given = JSON.stringify({ ...plan, port: plan.port.number, pids: join(directory, 'pids-of-another') });
    const hooks = join(projectDirectory, 'test', 'sources.mjs');
    const launcher = spawn(process.execPath, ['--import', hooks, '--input-type=module', '-e', script, given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(launcher.stdout, 'data')) as [Buffer];
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    return Number(line.toString());
  };

  beforeAll(async () => {
    const pids = new PidFiles(join(directory, 'pids'));
    plan = {
      directory,
      logDirectory: directory,
      port: new ChosenPort(await freePort()),
      password: randomBytes(8).toString('hex'),
      pids,
      durable: true,
    };
    server = await startPostgres(plan);
  });
  afterAll(async () => {
    await server.process.stop();
    rmSync(directory, { recursive: true });
  });

  it('keeps what is committed: fsync and synchronous_commit are on', async () => {
    expect(server.created).toBe(true);
    expect(await ask('SHOW fsync')).toBe('on');
    expect(await ask('SHOW synchronous_commit')).toBe('on');
  });

  it('listens on this machine only, and leaves no socket file in shared folders', async () => {
    expect(await ask('SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask('SHOW unix_socket_directories')).toBe('');
  });

  it('is started again after a kill, with its data', async () => {
    await ask('CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(server.process.pid ?? 0, 'SIGKILL');
    while (server.process.restarts === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await server.process.ready();
    expect(await ask('SELECT answer FROM kept')).toBe(42);
  });

  it('is ended and started again when a killed launcher left it running', async () => {
    await server.process.stop();
    const orphan = await leftByKilledLauncher();
    expect(identify(orphan)).toBeDefined();
    server = await startPostgres(plan);
    expect(identify(orphan)).toBeUndefined();
    expect(await ask('SELECT answer FROM kept')).toBe(42);
  });

  it('starts although its stale lock names a living stranger', async () => {
    await server.process.stop();
    const lock = join(directory, 'postgres', 'postmaster.pid');
    expect(existsSync(lock)).toBe(false);
    writeFileSync(lock, `${process.pid}\n${join(directory, 'postgres')}\n0\n1\n\n\n`);
    server = await startPostgres(plan);
    expect(Number(readFileSync(lock, 'utf8').split('\n')[0])).toBe(server.process.pid);
  });
});
