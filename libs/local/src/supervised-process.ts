import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './account.js';
import type { ChosenPort } from './chosen-port.js';
import { listensOn } from './listening.js';
import type { PidFiles } from './pid-files.js';
import { identify, signalGroup, terminate } from './process-identity.js';

export interface ProcessPlan {
  readonly name: string;
  readonly command: string;
  /** Asked before each start, since the port may have had to change. */
  readonly args: () => readonly string[];
  readonly env: () => NodeJS.ProcessEnv;
  /** What it listens on, when it does. */
  readonly port?: ChosenPort;
  readonly cwd?: string;
  readonly account?: Account;
  readonly logFile: string;
  readonly pids: PidFiles;
  readonly stopSignal?: NodeJS.Signals;
  readonly stopGraceMs?: number;
  /** Resolves true once the process does its work. Asked every few milliseconds after each start. */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinMs?: number;
  /** Runs before every start, the first and the repeated ones. */
  readonly beforeStart?: () => Promise<void> | void;
  /** Told about every unexpected end. */
  readonly onRestart?: (name: string, why: string) => void;
  /** Aborted: a start under way is given up, and nothing is started again. */
  readonly signal?: AbortSignal;
}

const firstDelayMs = 100;
const longestDelayMs = 5_000;
const steadyAfterMs = 20_000; // Up for this long, it starts again without a delay.
const largestLogBytes = 20 * 1024 * 1024;

/**
 * A child process that is started again whenever it ends unasked, with growing delays. It leads a process group of
 * its own: Ctrl-C in the terminal reaches only the launcher, which then stops everything in order.
 */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private stopped = false;
  private delayMs = firstDelayMs;
  private startedAtMs = 0;
  restarts = 0;

  constructor(private readonly plan: ProcessPlan) {}

  get name(): string {
    return this.plan.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts it and waits until it is ready. Ends with an error, and the end of its log, when it never is. */
  async start(): Promise<void> {
    try {
      await this.spawn();
      await this.ready();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Waits until it is ready, however often it is started again meanwhile. */
  async ready(): Promise<void> {
    const { name, isReady, readyWithinMs = 60_000, logFile } = this.plan;
    for (const deadline = Date.now() + readyWithinMs; Date.now() < deadline; await sleep(25)) {
      if (this.stopping) throw new Error(`${name} was stopped before it was ready`);
      if (this.isListening() && (await isReady().catch(() => false))) return this.plan.port?.keep();
      if (this.restarts >= 5 && !this.child) break; // It will not get better by waiting.
    }
    throw new Error(`${name} did not become ready. The end of ${logFile}:\n${this.lastLines()}`);
  }

  private isListening(): boolean {
    const { port } = this.plan;
    return this.pid !== undefined && (port === undefined || listensOn(this.pid, port.number));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const identity = this.pid === undefined ? undefined : identify(this.pid);
    if (identity) await terminate(identity, this.plan.stopSignal ?? 'SIGTERM', this.plan.stopGraceMs ?? 10_000);
    this.plan.pids.forget(this.name);
  }

  /** Ends it this instant, for a way out that cannot wait. */
  kill(): void {
    this.stopped = true;
    if (this.pid !== undefined) signalGroup(this.pid, 'SIGKILL');
    this.plan.pids.forget(this.name);
  }

  private get stopping(): boolean {
    return this.stopped || (this.plan.signal?.aborted ?? false);
  }

  private async spawn(): Promise<void> {
    const { name, command, args, env, cwd, account, logFile, pids, stopSignal, port, beforeStart } = this.plan;
    await beforeStart?.();
    await port?.makeSure();
    if (this.stopping) return;
    // A file, not a pipe: a child outlives a killed launcher without choking on its own output.
    const log = openLog(logFile);
    const child = spawn(command, [...args()], { env: env(), cwd, ...account, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.startedAtMs = Date.now();
    if (child.pid !== undefined) pids.record(name, child.pid, stopSignal ?? 'SIGTERM');
    child.once('error', (error) => this.ended(child, error.message));
    child.once('exit', (code, signal) => this.ended(child, signal ? `ended by ${signal}` : `ended with code ${code}`));
  }

  private ended(child: ChildProcess, why: string): void {
    if (this.child !== child) return;
    this.child = undefined;
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL'); // Whatever it had started goes with it.
    if (this.stopping) return;
    this.restarts += 1;
    this.plan.onRestart?.(this.name, why);
    if (Date.now() - this.startedAtMs > steadyAfterMs) this.delayMs = firstDelayMs;
    setTimeout(() => void this.restart(), this.delayMs);
    this.delayMs = Math.min(this.delayMs * 2, longestDelayMs);
  }

  private async restart(): Promise<void> {
    if (this.stopping) return;
    try {
      await this.spawn();
    } catch (error) {
      this.plan.onRestart?.(this.name, error instanceof Error ? error.message : String(error));
      setTimeout(() => void this.restart(), this.delayMs);
    }
  }

  private lastLines(): string {
    try {
      return readFileSync(this.plan.logFile, 'utf8').slice(-3_000);
    } catch {
      return '(no log)';
    }
  }
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > largestLogBytes) truncateSync(path);
  } catch {
    // The first start: there is none yet.
  }
  return openSync(path, 'a', 0o600);
}
