import { parentPort } from 'node:worker_threads';

/** What a thread answers to a job. */
export type JobAnswer = { readonly bytes: Uint8Array } | { readonly failure: string };

/** Does the jobs a ThreadPool sends to this thread. */
export function answerJobs(work: (job: never) => Promise<Uint8Array>): void {
  const port = parentPort!;
  port.on('message', (job: unknown) => void answer(job as never));

  async function answer(job: never): Promise<void> {
    try {
      const bytes = new Uint8Array(await work(job)); // Of its own memory, which the other side takes over.
      port.postMessage({ bytes } satisfies JobAnswer, [bytes.buffer]);
    } catch (error) {
      port.postMessage({ failure: String(error instanceof Error ? (error.stack ?? error) : error) } satisfies JobAnswer);
    }
  }
}
