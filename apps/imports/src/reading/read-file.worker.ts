import { parentPort } from 'node:worker_threads';
import type { Issue } from '../domain/issue.js';
import { type Reading, type ReadingJob, readFile } from './read-file.js';

/** What the thread sends: pages as JSON text, which crosses and is stored as it is. */
export type WorkerReading =
  | { kind: 'format'; encoding: string; delimiter: string; header: string; issues: Issue[] }
  | { kind: 'page'; firstRow: number; count: number; raw: string; rows: string; issues: Issue[] }
  | { kind: 'refused'; issues: Issue[] }
  | { kind: 'end'; rows: number };

/** How many readings may lie unread on the other side. */
const ahead = 8;

const port = parentPort!;
let credits = ahead;
let resume: (() => void) | undefined;

// One job at a time; whatever else arrives says that a reading was taken.
port.on('message', (message: ReadingJob | 'taken') => {
  if (message !== 'taken') {
    void read(message);
    return;
  }
  credits += 1;
  resume?.();
});

async function read(job: ReadingJob): Promise<void> {
  credits = ahead;
  for await (const reading of readFile(job)) {
    if (credits === 0) await new Promise<void>((resolve) => (resume = resolve));
    credits -= 1;
    port.postMessage(asText(reading));
  }
}

function asText(reading: Reading): WorkerReading {
  if (reading.kind === 'format') return { ...reading, header: JSON.stringify(reading.header) };
  if (reading.kind !== 'page') return reading;
  const { raw, rows, issues } = reading;
  return { kind: 'page', firstRow: rows[0].row, count: rows.length, raw: JSON.stringify(raw), rows: JSON.stringify(rows), issues };
}
