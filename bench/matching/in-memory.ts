import { birthNumber, keysOf, lookupKeysOf } from '../../apps/identity/src/domain/matching/blocking-keys.js';
import { estimate, frequenciesOf, yearsOf, type Counted } from '../../apps/identity/src/domain/matching/estimate.js';
import type { Model } from '../../apps/identity/src/domain/matching/model.js';
import { mayBeOneBirthDate } from '../../apps/identity/src/domain/matching/birth-date-level.js';
import { portrait, type Portrait } from '../../apps/identity/src/domain/matching/traits.js';
import { traitsOf, type Entry } from './records.js';

export interface Kept {
  readonly entry: Entry;
  readonly portrait: Portrait;
}

/** What a network knows, found by the keys and the rule the database finds it by: quality is measured without waiting for one. */
export class KnownInMemory {
  readonly kept: readonly Kept[];
  private readonly index = new Map<number, number[]>();

  constructor(
    entries: readonly Entry[],
    private readonly contacts: boolean,
  ) {
    this.kept = entries.map((entry) => ({ entry, portrait: portrait(traitsOf(entry, contacts)) }));
    this.kept.forEach((each, i) => {
      for (const key of keysOf(each.portrait)) {
        const under = this.index.get(key);
        if (under) under.push(i);
        else this.index.set(key, [i]);
      }
    });
  }

  portraitOf = (entry: Entry): Portrait => portrait(traitsOf(entry, this.contacts));

  /** Whoever might be this person, as positions in `kept`. */
  find(person: Portrait): Set<number> {
    const born = birthNumber(person.birthDate);
    const found = new Set<number>();
    for (const key of lookupKeysOf(person)) {
      for (const i of this.index.get(key) ?? []) if (mayBeOneBirthDate(born, birthNumber(this.kept[i].portrait.birthDate))) found.add(i);
    }
    return found;
  }

  /** What the engine learns from these people, unlabelled. */
  model(): Model {
    const people = this.kept.length;
    const counts = {
      people,
      firstNames: frequenciesOf(
        this.count(({ firstKey }) => firstKey),
        people,
      ),
      lastNames: frequenciesOf(
        this.count(({ lastKey }) => lastKey),
        people,
      ),
      years: yearsOf(
        this.count(({ birthDate }) => birthDate?.slice(0, 4)),
        people,
      ),
    };
    return estimate(this.pairs(), counts, 1);
  }

  private *pairs(): Generator<[Portrait, Portrait]> {
    for (const [i, { portrait: one }] of this.kept.entries()) for (const j of this.find(one)) if (j < i) yield [this.kept[j].portrait, one];
  }

  private count(keyOf: (person: Portrait) => string | undefined): Counted[] {
    const counts = new Map<string, number>();
    for (const { portrait } of this.kept) {
      const key = keyOf(portrait);
      if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => ({ key, count }));
  }
}
