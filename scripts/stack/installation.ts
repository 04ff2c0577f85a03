import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PidFiles } from '#local/pid-files';
import { makeFolder } from '#local/state-directory';
import type { Ports } from './ports.js';

/** Thrown when somebody starts what runs already. */
export class AlreadyRunning extends Error {}

const launcher = 'launcher';

/** One installation on disk: data, logs, secrets, the processes it started. One launcher at a time works on it. */
export class Installation {
  readonly pids: PidFiles;
  readonly logs: string;

  constructor(readonly directory: string) {
    makeFolder(directory);
    this.logs = join(directory, 'logs');
    makeFolder(this.logs);
    this.pids = new PidFiles(join(directory, 'pids'));
  }

  get secretsFile(): string {
    return join(this.directory, 'secrets.json');
  }

  /** Takes it for this process and ends what a killed launcher left behind. Returns the names of those. */
  async claim(): Promise<string[]> {
    // A launcher whose npm was killed ends itself within moments: wait for that before refusing.
    for (let tries = 0; !this.pids.claim(launcher); tries += 1) {
      if (tries === 30) throw new AlreadyRunning(this.whoRuns());
      await sleep(100);
    }
    process.on('exit', this.endAll);
    // A program that has no way of its own to stop on a signal still takes everything along.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(130));
    return this.pids.endLeftovers([launcher]);
  }

  /** Removes all it holds but the record of who works on it. To be claimed first. */
  wipe(): void {
    for (const name of readdirSync(this.directory))
      if (name !== 'pids') rmSync(join(this.directory, name), { recursive: true, force: true });
    makeFolder(this.logs);
  }

  release(): void {
    process.off('exit', this.endAll);
    this.pids.forget(launcher);
  }

  /** However this process ends: what was not stopped in order ends with it. */
  private readonly endAll = (): void => this.pids.killAll();

  private whoRuns(): string {
    const { gateway } = this.lastPorts;
    return `It runs already, as process ${this.pids.find(launcher)?.pid}${gateway ? `, at http://localhost:${gateway}/docs` : ''}.`;
  }

  isRunning(): boolean {
    return this.pids.running().some(({ name }) => name === launcher);
  }

  /** The ports of the last start: taken again where they are free, so that bookmarks stay true. */
  get lastPorts(): Ports {
    return (this.read('ports.json') as Ports | undefined) ?? {};
  }

  set lastPorts(ports: Ports) {
    this.write('ports.json', ports);
  }

  read(name: string): unknown {
    const text = readText(join(this.directory, name));
    return text === undefined ? undefined : JSON.parse(text);
  }

  write(name: string, value: unknown): void {
    writeFileSync(join(this.directory, name), JSON.stringify(value, null, 2), { mode: 0o600 });
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
