import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { ReadingJob } from './read-file.js';
import type { WorkerReading } from './read-file.worker.js';

/** A thread that used too much memory or time, or died: the fault of a file, never of the service. */
export class ReadingFailed extends Error {}

/** A small young generation: rows live as long as their page, and the thread stays under 100 MiB at no cost of time. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
const timeLimitMs = 120_000;
/** A thread that has read a file reads the next one three times as fast; without one for so long it is let go. */
const keptIdleMs = 30_000;

/** Reads files in threads of their own, one file each at a time, with limits of memory and time. */
@Injectable()
export class FileReaders implements OnModuleDestroy {
  private readonly idle = new Map<Worker, NodeJS.Timeout>();

  async *read(job: ReadingJob): AsyncGenerator<WorkerReading> {
    const worker = this.take();
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
      if (ended) this.keep(worker);
      else await worker.terminate();
    }
    throw new ReadingFailed('the thread ended before the file did');
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.idle.keys()].map((worker) => worker.terminate()));
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
    worker.on('error', () => undefined); // Whoever reads hears of it; an idle thread has nobody to tell.
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

/** The bytes are copied into memory that the thread takes over. */
function give(worker: Worker, job: ReadingJob): void {
  const pieces = job.pieces.map((piece) => new Uint8Array(piece));
  worker.postMessage({ ...job, pieces } satisfies ReadingJob, pieces.map(({ buffer }) => buffer)); // prettier-ignore
}

function startWorker(): Worker {
  const options = { resourceLimits: memory };
  const built = new URL('./read-file.worker.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return new Worker(built, options);
  // Under jest there is only the source: Node strips its types, and a hook finds the files behind names and aliases.
  const fromSource = new URL('./from-source.mjs', import.meta.url).href;
  return new Worker(new URL('./read-file.worker.ts', import.meta.url), { ...options, execArgv: ['--import', fromSource] });
}
