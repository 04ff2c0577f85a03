import { parentPort, workerData } from 'node:worker_threads';
import type { Issue } from '../domain/issue.js';
import { type ReadingJob, readFile } from './read-file.js';

/** What the thread sends: pages as JSON text, which crosses and is stored as it is. */
export type WorkerReading =
  | { kind: 'format'; encoding: string; delimiter: string; header: string; issues: Issue[] }
  | { kind: 'page'; firstRow: number; count: number; raw: string; rows: string; issues: Issue[] }
  | { kind: 'refused'; issues: Issue[] }
  | { kind: 'end'; rows: number };

/** How many pages may lie unread on the other side. */
const ahead = 8;

const port = parentPort!;
let credits = ahead;
let resume: (() => void) | undefined;
port.on('message', () => {
  credits += 1;
  resume?.();
});

for await (const reading of readFile(workerData as ReadingJob)) {
  if (credits === 0) await new Promise<void>((resolve) => (resume = resolve));
  credits -= 1;
  port.postMessage(
    reading.kind === 'page'
      ? {
          ...reading,
          firstRow: reading.rows[0].row,
          count: reading.rows.length,
          raw: JSON.stringify(reading.raw),
          rows: JSON.stringify(reading.rows),
        }
      : reading.kind === 'format'
        ? { ...reading, header: JSON.stringify(reading.header) }
        : reading,
  );
}
port.close();
