import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Unavailable } from '#platform/errors/unavailable';
import type { PaperJob } from './paper-job.js';
import type { PaperAnswer } from './paper.worker.js';

/** A thread that failed at a paper, or took too long or too much memory for it. */
export class PaperFailed extends Error {}

const threads = 2; // At most: the service's other work goes on beside them.
const waiting = 100; // Who comes when so many wait is asked to come again.
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };
const timeLimitMs = 60_000;
/** A thread that has drawn draws the next paper faster; without one for so long it is let go. */
const keptIdleMs = 30_000;

/** Draws papers and writes files in threads of their own: the service answers meanwhile. */
@Injectable()
export class PaperMakers implements OnModuleDestroy {
  private readonly idle = new Map<Worker, NodeJS.Timeout>();
  private readonly queue: (() => void)[] = [];
  private busy = 0;

  async make(job: PaperJob): Promise<Uint8Array> {
    await this.turn();
    try {
      return await this.work(job);
    } finally {
      this.giveTurn();
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.idle.keys()].map((worker) => worker.terminate()));
  }

  private async turn(): Promise<void> {
    if (this.queue.length >= waiting) throw new Unavailable('Too many documents are being made. Try again in a moment.');
    if (this.busy < threads) this.busy += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Whoever waits longest takes the place over. */
  private giveTurn(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.busy -= 1;
  }

  private async work(job: PaperJob): Promise<Uint8Array> {
    const worker = this.take();
    let done = false;
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(job);
      const answer = await answerOf(worker);
      done = true;
      if ('failure' in answer) throw new PaperFailed(answer.failure);
      return answer.bytes;
    } finally {
      if (done) this.keep(worker);
      else await worker.terminate();
    }
  }

  private take(): Worker {
    const [worker = this.start()] = this.idle.keys();
    clearTimeout(this.idle.get(worker));
    this.idle.delete(worker);
    worker.ref();
    return worker;
  }

  private start(): Worker {
    const worker = startWorker();
    worker.on('error', () => undefined); // Whoever waits hears of it; an idle thread has nobody to tell.
    worker.once('exit', () => {
      clearTimeout(this.idle.get(worker));
      this.idle.delete(worker);
    });
    return worker;
  }

  private keep(worker: Worker): void {
    worker.unref(); // Nothing is kept alive for an idle thread.
    this.idle.set(worker, setTimeout(() => void worker.terminate(), keptIdleMs).unref());
  }
}

/** The thread's answer; a thread that dies, or takes too long, has none. */
async function answerOf(worker: Worker): Promise<PaperAnswer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimitMs);
  const { signal } = limit;
  try {
    const exited = once(worker, 'exit', { signal }).then(() => {
      throw new Error('the thread ended before the paper was made');
    });
    const [answer] = (await Promise.race([once(worker, 'message', { signal }), exited])) as [PaperAnswer];
    return answer;
  } catch (error) {
    throw new PaperFailed(signal.aborted ? `not made within ${timeLimitMs / 1000} s` : String(error), { cause: error });
  } finally {
    clearTimeout(timer);
    limit.abort(); // Nobody listens any longer.
  }
}

function startWorker(): Worker {
  const options = { resourceLimits: memory };
  const built = new URL('./paper.worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return new Worker(built, options);
  // Under jest there is only the source: Node strips its types, and a hook finds the files behind names and aliases.
  const fromSource = new URL('./from-source.mjs', import.meta.url).href;
  return new Worker(new URL('./paper.worker.ts', import.meta.url), { ...options, execArgv: ['--import', fromSource] });
}
