import { type PlanRow, isSold } from './plan.js';

/** Rows that go through the services together, in one transaction each. */
export interface Batch {
  readonly number: number;
  readonly rows: readonly number[];
  /** A household too big for one batch goes on in further ones, each after the one that made its account. */
  readonly after: number | null;
}

export interface BatchLimits {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Cuts what will be sold into batches. All rows of one account stay in one batch, so that no two batches make or bill the same
 * account at once; accounts come in the order of the file. `sizeOf` estimates what a row adds to a message.
 */
export function cutBatches(plans: readonly PlanRow[], limits: BatchLimits, sizeOf: (row: number) => number): Batch[] {
  const households = new Map<string | number, number[]>();
  for (const plan of plans) {
    if (!isSold(plan)) continue;
    const account = plan.accountId ?? plan.accountRow;
    const rows = households.get(account);
    if (rows) rows.push(plan.row);
    else households.set(account, [plan.row]);
  }

  const batches: { number: number; rows: number[]; after: number | null }[] = [];
  let open: { rows: number[]; bytes: number } = { rows: [], bytes: 0 };
  const close = (after: number | null = null): number => {
    if (open.rows.length > 0) batches.push({ number: batches.length + 1, rows: open.rows, after });
    open = { rows: [], bytes: 0 };
    return batches.length;
  };
  for (const rows of households.values()) {
    const chunks = chunksOf(rows, limits, sizeOf);
    const [first] = chunks;
    if (open.rows.length + first.rows.length > limits.rows || open.bytes + first.bytes > limits.bytes) close();
    open.rows.push(...first.rows);
    open.bytes += first.bytes;
    if (chunks.length === 1) continue;
    let before = close();
    for (const chunk of chunks.slice(1)) {
      open = chunk;
      before = close(before);
    }
  }
  close();
  return batches;
}

function chunksOf(rows: readonly number[], limits: BatchLimits, sizeOf: (row: number) => number): { rows: number[]; bytes: number }[] {
  const chunks = [{ rows: [] as number[], bytes: 0 }];
  for (const row of rows) {
    const bytes = sizeOf(row);
    let chunk = chunks[chunks.length - 1];
    if (chunk.rows.length > 0 && (chunk.rows.length >= limits.rows || chunk.bytes + bytes > limits.bytes)) {
      chunk = { rows: [], bytes: 0 };
      chunks.push(chunk);
    }
    chunk.rows.push(row);
    chunk.bytes += bytes;
  }
  return chunks;
}
