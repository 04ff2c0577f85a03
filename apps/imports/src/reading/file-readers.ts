import { on } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { SpareThreads } from '#platform/threads/spare-threads';
import type { ReadingJob } from './read-file.js';
import type { WorkerReading } from './read-file.worker.js';

/** A thread that used too much memory or time, or died: the fault of a file, never of the service. */
export class ReadingFailed extends Error {}

/** A small young generation: rows live as long as their page, and the thread stays under 100 MiB at no cost of time. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
const timeLimitMs = 120_000;

/** Reads files in threads of their own, one file each at a time, with limits of memory and time. */
@Injectable()
export class FileReaders implements OnModuleDestroy {
  private readonly spare = new SpareThreads(new URL('./read-file.worker.js', import.meta.url), memory);

  async *read(job: ReadingJob): AsyncGenerator<WorkerReading> {
    const worker = this.spare.take();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeLimitMs);
    let ended = false;
    try {
      const readings = on(worker, 'message', { signal: limit.signal, close: ['exit'] }) as AsyncIterable<[WorkerReading]>;
      give(worker, job);
      for await (const [reading] of readings) {
        ended = reading.kind === 'end';
        yield reading;
        if (ended) return;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage('taken'); // The thread may go one further ahead.
      }
    } catch (error) {
      throw new ReadingFailed(limit.signal.aborted ? `not read within ${timeLimitMs / 1000} s` : String(error), { cause: error });
    } finally {
      clearTimeout(timer);
      if (ended) this.spare.keep(worker);
      else await worker.terminate();
    }
    throw new ReadingFailed('the thread ended before the file did');
  }

  async onModuleDestroy(): Promise<void> {
    await this.spare.end();
  }
}

/** The bytes are copied into memory that the thread takes over. */
function give(worker: Worker, job: ReadingJob): void {
  const pieces = job.pieces.map((piece) => new Uint8Array(piece));
  worker.postMessage({ ...job, pieces } satisfies ReadingJob, pieces.map(({ buffer }) => buffer)); // prettier-ignore
}
