import { setTimeout as pause } from 'node:timers/promises';

export interface LoadResult {
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Requests at a fixed rate, whether or not the ones before were answered: each is timed from the moment it was due, so that a stall
 * counts for everybody who would have waited in it.
 */
export async function openLoop(send: () => Promise<void>, perSecond: number, seconds: number): Promise<LoadResult> {
  const started = performance.now();
  const total = perSecond * seconds;
  const under: Promise<void>[] = [];
  const times: number[] = [];
  let errors = 0;
  for (let i = 0; i < total; i++) {
    const due = started + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await pause(wait);
    under.push(
      send().then(
        () => void times.push(performance.now() - due),
        () => void errors++,
      ),
    );
  }
  await Promise.all(under);
  times.sort((a, b) => a - b);
  const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Infinity;
  return { requests: total, errors, p50Ms: at(0.5), p99Ms: at(0.99) };
}
