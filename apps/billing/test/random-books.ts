import fc from 'fast-check';
import { newId } from '#kernel/ids';
import type { World } from '#testing/start-world';
import { billingInvariants } from '../src/invariants.js';
import { histories } from './random-acts.js';
import { liveThrough } from './random-history.js';

/** A Saturday in Quebec, after a month of which revenue can be recognised. */
export const dayOfTheBooks = '2026-10-10T15:00:00Z';

interface Extent {
  readonly runs: number;
  readonly sideBySide?: number; // Histories under way at once, of as many federations.
  readonly seed?: number;
}

/**
 * Whatever is sold, imported, paid, credited, given back, cancelled, replaced and undone, in whatever order: the books say what a page
 * of arithmetic says. Each history has a federation and a club of its own.
 */
export async function booksEqualTheModel(world: World, { runs, sideBySide = 4, seed = newSeed() }: Extent): Promise<void> {
  const share = Array.from({ length: sideBySide }, (_, i) => Math.floor((runs + i) / sideBySide));
  const verdicts = await Promise.allSettled(
    share.map((numRuns, i) =>
      fc.assert(
        fc.asyncProperty(histories, async (history) => {
          await liveThrough(world, history);
          await world.database('billing').query(closeOutbox);
        }),
        { numRuns, seed: seed + i, endOnFailure: process.env.TESSERA_PROPERTY_SHRINK === undefined },
      ),
    ),
  );
  for (const verdict of verdicts) if (verdict.status === 'rejected') throw verdict.reason;
  for (const { title, sql } of billingInvariants) expect([title, await world.database('billing').query(sql)]).toEqual([title, []]);
}

/** Nobody of this world confirms what billing announces. */
const closeOutbox = `UPDATE outbox SET closed_at = now() WHERE closed_at IS NULL`;

const newSeed = (): number => Number.parseInt(newId().slice(-7), 16);
