import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Unavailable } from '#platform/errors/unavailable';
import { SpareThreads } from '#platform/threads/spare-threads';
import type { PaperJob } from './paper-job.js';
import type { PaperAnswer } from './paper.worker.js';

/** A thread that failed at a paper, or took too long or too much memory for it. */
export class PaperFailed extends Error {}

const threads = 2; // At most: the service's other work goes on beside them.
const waiting = 100; // Who comes when so many wait is asked to come again.
const memory = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };
const timeLimitMs = 60_000;

/** Draws papers and writes files in threads of their own: the service answers meanwhile. */
@Injectable()
export class PaperMakers implements OnModuleDestroy {
  private readonly spare = new SpareThreads(new URL('./paper.worker.js', import.meta.url), memory);
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
    await this.spare.end();
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
    const worker = this.spare.take();
    let done = false;
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(job);
      const answer = await answerOf(worker);
      done = true;
      if ('failure' in answer) throw new PaperFailed(answer.failure);
      return answer.bytes;
    } finally {
      if (done) this.spare.keep(worker);
      else await worker.terminate();
    }
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
