import { linkSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProcessIdentity, identify, isAlive, signalGroup, terminate } from './process-identity.js';

/** A started process and how it is asked to end. */
export interface PidRecord extends ProcessIdentity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

/**
 * What we started, on disk, so that a next start finds what a killed launcher left behind.
 * Written at once after a spawn; each record carries the start time, and only a process that matches it is ended.
 */
export class PidFiles {
  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true });
  }

  record(name: string, pid: number, stopSignal: NodeJS.Signals): void {
    const identity = identify(pid);
    if (!identity) return;
    const record: PidRecord = { name, ...identity, stopSignal };
    const path = this.path(name);
    writeFileSync(`${path}.new`, JSON.stringify(record));
    renameSync(`${path}.new`, path);
  }

  /** Records this process under a name that only one living process may have; false when another has it. */
  claim(name: string): boolean {
    const identity = identify(process.pid);
    if (!identity) return false;
    const draft = `${this.path(name)}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ name, ...identity, stopSignal: 'SIGTERM' } satisfies PidRecord));
    try {
      const holder = this.find(name);
      if (holder && isAlive(holder)) return false;
      this.forget(name);
      linkSync(draft, this.path(name)); // Fails when somebody was faster.
      return true;
    } catch {
      return false;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  forget(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  find(name: string): PidRecord | undefined {
    try {
      return JSON.parse(readFileSync(this.path(name), 'utf8')) as PidRecord;
    } catch {
      return undefined; // Absent, or cut short by a crash: then there is nothing we may signal.
    }
  }

  /** Those recorded that still run. */
  running(): PidRecord[] {
    return this.names()
      .map((name) => this.find(name))
      .filter((record) => record !== undefined)
      .filter(isAlive);
  }

  /** Ends what an earlier run left and forgets the rest. Returns the names it had to end. */
  async endLeftovers(except: readonly string[] = []): Promise<string[]> {
    const leftovers = this.running().filter(({ name }) => !except.includes(name));
    await Promise.all(leftovers.map((record) => terminate(record, record.stopSignal, 8_000)));
    for (const name of this.names()) if (!except.includes(name)) this.forget(name);
    return leftovers.map(({ name }) => name);
  }

  /** Ends everything recorded but this process, this instant. */
  killAll(): void {
    for (const record of this.running()) if (record.pid !== process.pid) signalGroup(record.pid, 'SIGKILL');
  }

  private names(): string[] {
    return readdirSync(this.directory)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => file.slice(0, -'.pid'.length));
  }

  private path(name: string): string {
    return join(this.directory, `${name}.pid`);
  }
}
