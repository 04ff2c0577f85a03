import { parseArgs } from 'node:util';
import type { Model } from '../apps/identity/src/domain/matching/model.js';
import { calibrationError, f1, round, type Outcome } from './matching/figures.js';
import { familyPairs } from './matching/families.js';
import { KnownInMemory } from './matching/in-memory.js';
import { columnsOf, measurePairs } from './matching/pair-file.js';
import { pick, populate, type Person } from './matching/people.js';
import { measureQuality, type Quality } from './matching/quality.js';
import { chancesOfKnown, write, type Entry } from './matching/records.js';
import { measureSpeed } from './matching/speed.js';
import { randomFrom } from './population.js';

/**
 * Measures the matching engine: how right it is on people made up from a seed, whose truth is fixed before any error is made, and how
 * fast it is against a million people in a real PostgreSQL. Families that look alike are a set of their own; namesakes, alike in all
 * that is compared, are counted apart.
 *
 *   npm run bench:matching -- [--known 200000] [--rows 200000] [--families 3000] [--people 1000000] [--batch 50000] [--lookups 5000]
 *     [--seed 1] [--parts quality,speed]
 *
 * A labelled set of pairs of somebody else's, a line a pair, is measured unchanged:
 *
 *   npm run bench:matching -- --pairs set.csv --a firstName=fn_1,lastName=ln_1,birthDate=dob_1 --b firstName=fn_2,lastName=ln_2,birthDate=dob_2
 *     --label match [--positive 1] [--dates YMD] [--delimiter ,]
 */
const { values } = parseArgs({
  options: {
    known: { type: 'string', default: '200000' },
    rows: { type: 'string', default: '200000' },
    families: { type: 'string', default: '3000' },
    people: { type: 'string', default: '1000000' },
    batch: { type: 'string', default: '50000' },
    lookups: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    parts: { type: 'string', default: 'quality,speed' },
    pairs: { type: 'string' },
    a: { type: 'string', default: '' },
    b: { type: 'string', default: '' },
    label: { type: 'string', default: 'match' },
    positive: { type: 'string', default: '1' },
    dates: { type: 'string', default: 'YMD' },
    delimiter: { type: 'string', default: ',' },
  },
});
const [knownCount, rowCount, familyCount, seed] = [values.known, values.rows, values.families, values.seed].map(Number);
const parts = values.parts.split(',');

const goals = {
  familyPrecision: 1,
  automaticPrecision: 0.9999,
  automaticRecall: 0.8,
  recall: 0.99,
  proposedPrecision: 0.9,
  proposalsPerCleanRow: 0.05,
  calibrationError: 0.02,
  lookupP99Ms: 25,
  batchRowsPerSecond: 10_000,
};
const shareKnown = 0.7;
const shareTwice = 0.02;

type Figures = Record<string, number | string>;

/** What is compared: what a network shares (ID-3), or all that one's own list holds. */
const lists = [
  { name: 'network', contacts: false },
  { name: 'own list', contacts: true },
] as const;

function quality(): { figures: Figures; met: boolean } {
  const random = randomFrom(seed);
  const population = populate(Math.round(knownCount / shareKnown), seed + 1);
  const known: Entry[] = [];
  for (const person of population.people) {
    if (random() >= shareKnown) continue;
    known.push(write(person, population, random, chancesOfKnown));
    if (random() < shareTwice) known.push(write(person, population, random));
  }
  const rows = Array.from({ length: rowCount }, () => write(pick(random, population.people), population, random));
  const outcomes: Outcome[] = [];
  const figures: Figures = {};
  let met = true;
  for (const { name, contacts } of lists) {
    const memory = new KnownInMemory(known, contacts);
    const model = memory.model();
    const everyday = measureQuality(memory, rows, model, (id) => population.people[id]);
    const families = familyQuality(model, contacts);
    report(`${name}, everyday`, everyday, figures);
    report(`${name}, families`, families, figures);
    for (const outcome of everyday.outcomes) outcomes.push(outcome);
    met &&=
      families.automaticPrecision >= goals.familyPrecision &&
      everyday.automaticPrecision >= goals.automaticPrecision &&
      everyday.automaticRecall >= goals.automaticRecall &&
      everyday.recall >= goals.recall &&
      everyday.proposedPrecision >= goals.proposedPrecision &&
      everyday.proposalsPerCleanRow <= goals.proposalsPerCleanRow;
  }
  const { error, pairs } = calibrationError(outcomes);
  figures.calibrationError = round(error);
  figures.pairsBetween = pairs;
  console.log(`calibration error ${round(error)} over ${pairs} pairs between 0.05 and 0.95`);
  return { figures, met: met && error <= goals.calibrationError };
}

/** In a network of its own, among people who are nobody's relatives. */
function familyQuality(model: Model, contacts: boolean): Quality {
  const random = randomFrom(seed + 2);
  const { people } = populate(familyCount * 2, seed + 3);
  const crowd = populate(knownCount / 4, seed + 4).people.map((person) => ({ ...person, id: person.id + 10_000_000 }));
  const pairs = familyPairs({ people, households: new Map() }, familyCount, random);
  const persons = new Map<number, Person>(crowd.map((person) => [person.id, person]));
  for (const { known, entered } of pairs) persons.set(known.id, known).set(entered.id, entered);
  const pool = { people: crowd };
  const others = Map.groupBy(pairs, ({ known }) => known.id);
  const writeKnown = (person: Person): Entry => {
    const like = (others.get(person.id) ?? []).map(({ entered }) => entered);
    return writeApart(person, like, () => write(person, pool, random, chancesOfKnown));
  };
  const known = [...crowd, ...new Set(pairs.map(({ known }) => known))].map(writeKnown);
  const rows = pairs.flatMap((pair) => [
    writeApart(pair.entered, [pair.known], () => write(pair.entered, pool, random)),
    ...(random() < 0.3 ? [writeApart(pair.known, [pair.entered], () => write(pair.known, pool, random))] : []),
  ]);
  return measureQuality(new KnownInMemory(known, contacts), rows, model, (id) => persons.get(id) as Person);
}

/** A slip of the hand never makes one twin's name of the other's: the record would be the other twin's, and nobody could tell. */
function writeApart(person: Person, others: readonly Person[], one: () => Entry): Entry {
  for (;;) {
    const entry = one();
    const isOthers = others.some((other) => person.firstName !== other.firstName && sameLetters(entry.firstName, other.firstName));
    if (!isOthers) return entry;
  }
}

const letters = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
const sameLetters = (a: string, b: string): boolean => letters(a) === letters(b);

function report(name: string, { outcomes, ...quality }: Quality, figures: Figures): void {
  const { error, pairs } = calibrationError(outcomes);
  const all = { ...quality, f1: f1(quality.precision, quality.recall), calibrationError: error, pairsBetween: pairs };
  console.log(`\n${name}`);
  for (const [what, value] of Object.entries(all)) {
    console.log(`  ${what.padEnd(24)}${round(value)}`);
    figures[`${name.replace(', ', ' ')} ${what}`.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())] = round(value);
  }
}

async function run(): Promise<boolean> {
  if (values.pairs) {
    const { pairs: path, delimiter, label, positive, dates } = values;
    const found = await measurePairs({ path, delimiter, label, positive, dates, a: columnsOf(values.a), b: columnsOf(values.b) });
    const figures = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, round(value as number)]));
    for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(24)}${value}`);
    console.log(JSON.stringify({ bench: 'matching-pairs', ...figures }));
    return true;
  }
  let goalsMet = true;
  const figures: Figures = { bench: 'matching' };
  if (parts.includes('quality')) {
    const measured = quality();
    Object.assign(figures, measured.figures);
    goalsMet &&= measured.met;
  }
  if (parts.includes('speed')) {
    const speed = await measureSpeed(Number(values.people), Number(values.batch), Number(values.lookups));
    console.log();
    for (const [name, value] of Object.entries(speed)) console.log(`${name.padEnd(24)}${value}`);
    Object.assign(figures, speed);
    goalsMet &&= speed.lookupP99Ms < goals.lookupP99Ms && speed.batchRowsPerSecond >= goals.batchRowsPerSecond;
  }
  console.log(JSON.stringify({ ...figures, goalsMet }));
  return goalsMet;
}

process.exit((await run()) ? 0 : 1);
