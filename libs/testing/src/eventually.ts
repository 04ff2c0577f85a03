import { setTimeout as pause } from 'node:timers/promises';

/** Not yet, and not in time either. */
export class NeverHeld extends Error {
  override readonly name = 'NeverHeld';
}

/**
 * Asks again until the answer holds: neither throws nor is false, null or undefined. For what happens in its own time;
 * when the time is up it fails with what was wrong last.
 */
export async function eventually<T>(check: () => Promise<T> | T, { withinMs = 10_000, everyMs = 20 } = {}): Promise<NonNullable<T>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (let waitMs = everyMs; ; waitMs = Math.min(waitMs * 1.5, 250)) {
    try {
      const answer = await check();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
      last = new NeverHeld(`still ${String(answer)} after ${withinMs} ms`);
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) throw last;
    await pause(waitMs);
  }
}
