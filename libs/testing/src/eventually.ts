import { setTimeout as pause } from 'node:timers/promises';

/** Not yet, and not in time either. */
export class NeverHeld extends Error {
  override readonly name = 'NeverHeld';
}

/** What an answer is once it holds. */
export type Held<T> = Exclude<T, false | null | undefined>;

/**
 * Asks again until the answer holds: neither throws nor is false, null or undefined. A check that only expects returns true
 * at its end. For what happens in its own time; when the time is up it fails with what was wrong last.
 */
export async function eventually<T>(
  check: () => void extends T ? never : Promise<T> | T, // A check without an answer would never hold.
  { withinMs = 10_000, everyMs = 20 } = {},
): Promise<Held<T>> {
  const deadline = performance.now() + withinMs;
  let last: unknown;
  for (let waitMs = everyMs; ; waitMs = Math.min(waitMs * 1.5, 250)) {
    try {
      const answer = await (check() as Promise<T> | T);
      if (answer !== false && answer !== null && answer !== undefined) return answer as Held<T>;
      last = new NeverHeld(`still ${String(answer)} after ${withinMs} ms`);
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) throw last;
    await pause(waitMs);
  }
}
