import { parentPort } from 'node:worker_threads';
import { makePaper, type PaperJob } from './paper-job.js';

/** What the thread answers. */
export type PaperAnswer = { readonly bytes: Uint8Array } | { readonly failure: string };

const port = parentPort!;
port.on('message', (job: PaperJob) => void answer(job));

async function answer(job: PaperJob): Promise<void> {
  try {
    const made = await makePaper(job);
    const bytes = new Uint8Array(made); // Of its own memory, which the other side takes over.
    port.postMessage({ bytes } satisfies PaperAnswer, [bytes.buffer]);
  } catch (error) {
    port.postMessage({ failure: String(error instanceof Error ? (error.stack ?? error) : error) } satisfies PaperAnswer);
  }
}
