/** Cuts rows into messages: neither more rows than one may carry, nor more bytes than the broker lets through. */
export function inParts<T>(rows: readonly T[], atMost: { rows: number; bytes: number }, sizeOf: (row: T) => number): T[][] {
  const parts: T[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row);
    const part = parts[parts.length - 1];
    if (!part || part.length >= atMost.rows || bytes + size > atMost.bytes) {
      parts.push([row]);
      bytes = size;
    } else {
      part.push(row);
      bytes += size;
    }
  }
  return parts;
}

/** Well under the broker's maximum of 1 MiB. */
export const messageBytes = 400_000;
