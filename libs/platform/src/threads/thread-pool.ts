import { once } from 'node:events';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { Unavailable } from '../errors/unavailable.js';
import type { JobAnswer } from './answer-jobs.js';
import { SpareThreads } from './spare-threads.js';

/** A thread that failed at a job, or took too long or too much memory for it. */
export class JobFailed extends Error {}

export interface PoolLimits {
  readonly threads: number; // At most: the service's other work goes on beside them.
  readonly waiting: number; // Who comes when so many wait is asked to come again.
  readonly timeLimitMs: number;
  readonly memory: ResourceLimits;
}

/** Does jobs in threads of their own, in the order they come: the service answers meanwhile. Their module answers by `answerJobs`. */
export class ThreadPool<Job> {
  private readonly spare: SpareThreads;
  private readonly queue: (() => void)[] = [];
  private busy = 0;

  constructor(
    module: URL,
    private readonly limits: PoolLimits,
  ) {
    this.spare = new SpareThreads(module, limits.memory);
  }

  async do(job: Job): Promise<Uint8Array> {
    await this.turn();
    try {
      return await this.work(job);
    } finally {
      this.giveTurn();
    }
  }

  async end(): Promise<void> {
    await this.spare.end();
  }

  private async turn(): Promise<void> {
    if (this.queue.length >= this.limits.waiting) throw new Unavailable('Too many of these are being made. Try again in a moment.');
    if (this.busy < this.limits.threads) this.busy += 1;
    else await new Promise<void>((resolve) => this.queue.push(resolve));
  }

  /** Whoever waits longest takes the place over. */
  private giveTurn(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.busy -= 1;
  }

  private async work(job: Job): Promise<Uint8Array> {
    const worker = this.spare.take();
    let done = false;
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(job);
      const answer = await this.answerOf(worker);
      done = true;
      if ('failure' in answer) throw new JobFailed(answer.failure);
      return answer.bytes;
    } finally {
      if (done) this.spare.keep(worker);
      else await worker.terminate();
    }
  }

  /** The thread's answer; a thread that dies, or takes too long, has none. */
  private async answerOf(worker: Worker): Promise<JobAnswer> {
    const { timeLimitMs } = this.limits;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeLimitMs);
    const { signal } = limit;
    try {
      const exited = once(worker, 'exit', { signal }).then(() => {
        throw new Error('the thread ended before it was done');
      });
      const [answer] = (await Promise.race([once(worker, 'message', { signal }), exited])) as [JobAnswer];
      return answer;
    } catch (error) {
      throw new JobFailed(signal.aborted ? `not done within ${timeLimitMs / 1000} s` : String(error), { cause: error });
    } finally {
      clearTimeout(timer);
      limit.abort(); // Nobody listens any longer.
    }
  }
}
