import { Command } from '@nestjs/cqrs';

/** A law of the books that does not hold, with some of the rows that break it. */
export interface Difference {
  readonly invariant: number;
  readonly title: string;
  readonly rows: number;
  readonly examples: readonly object[];
}

/** Checks the books of every issuer: what changed since this process last did, or the whole. Gives nothing when another replica is at it. */
export class ReconcileBooks extends Command<Difference[] | undefined> {
  constructor(readonly whole = false) {
    super();
  }
}
