import { on } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import type { ReadingJob } from './read-file.js';
import type { WorkerReading } from './read-file.worker.js';

/** A thread that used too much memory or time, or died: the fault of a file, never of the service. */
export class ReadingFailed extends Error {}

/** A small young generation: rows live as long as their page, and the thread stays under 100 MiB at no cost of time. */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };
const timeLimitMs = 120_000;

/** Reads files in threads of their own, each with limits of memory and time. */
@Injectable()
export class FileReaders {
  async *read(job: ReadingJob): AsyncGenerator<WorkerReading> {
    const worker = startWorker(job);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeLimitMs);
    try {
      for await (const [reading] of on(worker, 'message', { signal: limit.signal, close: ['exit'] }) as AsyncIterable<[WorkerReading]>) {
        yield reading;
        if (reading.kind === 'end') return;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
        worker.postMessage('read'); // One page was taken: the thread may go one further ahead.
      }
    } catch (error) {
      throw new ReadingFailed(limit.signal.aborted ? `not read within ${timeLimitMs / 1000} s` : String(error), { cause: error });
    } finally {
      clearTimeout(timer);
      await worker.terminate();
    }
    throw new ReadingFailed('the thread ended before the file did');
  }
}

function startWorker(job: ReadingJob): Worker {
  const built = new URL('./read-file.worker.js', import.meta.url);
  const pieces = job.pieces.map((piece) => new Uint8Array(piece)); // Memory of its own, which the thread takes over.
  const options = {
    workerData: { ...job, pieces },
    transferList: pieces.map(({ buffer }) => buffer),
    resourceLimits: memory,
  };
  if (existsSync(fileURLToPath(built))) return new Worker(built, options);
  // Under jest there is only the source: Node strips its types, and a hook finds the files behind names and aliases.
  const fromSource = new URL('./from-source.mjs', import.meta.url).href;
  return new Worker(new URL('./read-file.worker.ts', import.meta.url), { ...options, execArgv: ['--import', fromSource] });
}
