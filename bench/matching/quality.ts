import { judged, type Judged } from '../../apps/identity/src/domain/matching/verdict.js';
import { measure, weighed, type Measured } from '../../apps/identity/src/domain/matching/weigh.js';
import type { Model } from '../../apps/identity/src/domain/matching/model.js';
import type { Portrait } from '../../apps/identity/src/domain/matching/traits.js';
import { part, type Outcome } from './figures.js';
import type { KnownInMemory } from './in-memory.js';
import type { Person } from './people.js';
import type { Entry } from './records.js';

export interface Quality {
  readonly rows: number;
  readonly automatic: number;
  readonly automaticPrecision: number;
  readonly automaticRecall: number;
  readonly proposed: number;
  readonly proposedPrecision: number;
  readonly proposalsPerCleanRow: number;
  readonly recall: number;
  readonly precision: number;
  /** Links and proposals of people who are alike in all that is compared: nobody could tell them apart, so they are counted here only. */
  readonly namesakes: number;
  readonly outcomes: readonly Outcome[];
  readonly candidatesPerRow: number;
}

const mostCandidates = 5;

/** What becomes of rows: who is linked unasked, who is proposed, who is missed. `personOf` tells the truth. */
export function measureQuality(known: KnownInMemory, rows: readonly Entry[], model: Model, personOf: (id: number) => Person): Quality {
  const recordsOf = Map.groupBy(known.kept, ({ entry }) => entry.person);
  const compared = compareAll(known, rows, model);
  const expected = { matches: shareOfKnown(compared, known.kept.length), among: known.kept.length };
  const tally = {
    automatic: 0,
    right: 0,
    proposed: 0,
    rightlyProposed: 0,
    present: 0,
    found: 0,
    clean: 0,
    proposedOnClean: 0,
    namesakes: 0,
  };
  const outcomes: Outcome[] = [];
  for (const { entry, person, candidates } of compared) {
    const judgements = candidates.map(({ position, measured }) => {
      const { entry: other, portrait } = known.kept[position];
      return { other, judgement: judged(person, portrait, weighed(measured, expected)) };
    });
    for (const { other, judgement } of judgements)
      outcomes.push({ probability: judgement.probability, same: other.person === entry.person });
    const records = recordsOf.get(entry.person) ?? [];
    const clean = entry.clean && records.every(({ entry }) => entry.clean);
    if (records.length > 0) tally.present++;
    if (clean) tally.clean++;
    const { automatic, asked } = decide(judgements);
    let found = false;
    for (const { other } of asked) {
      if (other.person !== entry.person && areNamesakes(personOf(other.person), personOf(entry.person))) {
        tally.namesakes++;
        continue;
      }
      const right = other.person === entry.person;
      found ||= right;
      if (automatic) {
        tally.automatic++;
        if (right) tally.right++;
      } else {
        tally.proposed++;
        if (right) tally.rightlyProposed++;
        if (clean) tally.proposedOnClean++;
      }
    }
    if (found && records.length > 0) tally.found++;
  }
  const { automatic, right, proposed, rightlyProposed, present } = tally;
  return {
    rows: rows.length,
    automatic,
    automaticPrecision: part(right, automatic),
    automaticRecall: part(right, present),
    proposed,
    proposedPrecision: part(rightlyProposed, proposed),
    proposalsPerCleanRow: part(tally.proposedOnClean, tally.clean),
    recall: part(tally.found, present),
    precision: part(right + rightlyProposed, automatic + proposed),
    namesakes: tally.namesakes,
    outcomes,
    candidatesPerRow: compared.reduce((sum, { candidates }) => sum + candidates.length, 0) / rows.length,
  };
}

/** One that is the same is linked; several, or none but possible ones, are asked about, the likeliest first. */
function decide<T extends { readonly judgement: Judged }>(judgements: readonly T[]): { automatic: boolean; asked: readonly T[] } {
  const same = judgements.filter(({ judgement }) => judgement.verdict === 'same');
  if (same.length === 1) return { automatic: true, asked: same };
  const likely = judgements.filter(({ judgement }) => judgement.verdict !== 'different');
  return { automatic: false, asked: likely.sort((a, b) => b.judgement.score - a.judgement.score).slice(0, mostCandidates) };
}

interface Compared {
  readonly entry: Entry;
  readonly person: Portrait;
  readonly candidates: readonly { readonly position: number; readonly measured: readonly Measured[] }[];
}

const compareAll = (known: KnownInMemory, rows: readonly Entry[], model: Model): Compared[] =>
  rows.map((entry) => {
    const person = known.portraitOf(entry);
    const candidates = [...known.find(person)].map((position) => ({
      position,
      measured: measure(person, known.kept[position].portrait, model),
    }));
    return { entry, person, candidates };
  });

/** How many of the rows the network knows: asked of the rows themselves, again and again, until the answer stays. No label is looked at. */
function shareOfKnown(compared: readonly Compared[], among: number): number {
  let share = 0.3;
  for (let round = 0; round < 8; round++) {
    let sum = 0;
    for (const { candidates } of compared)
      for (const { measured } of candidates) sum += weighed(measured, { matches: share, among }).probability;
    share = Math.min(1, Math.max(0.001, sum / compared.length));
  }
  return share;
}

const areNamesakes = (a: Person, b: Person): boolean =>
  a.firstName === b.firstName && a.lastName === b.lastName && a.birthDate === b.birthDate && a.gender === b.gender;
