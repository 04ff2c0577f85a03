import { createReadStream } from 'node:fs';
import { parse } from 'fast-csv';
import { isLocalDate } from '#kernel/dates';
import { nameKey } from '../../apps/identity/src/domain/comparable.js';
import { contactKeys } from '../../apps/identity/src/domain/matching/contact-keys.js';
import { builtInModel } from '../../apps/identity/src/domain/matching/model.js';
import { portrait, type Portrait } from '../../apps/identity/src/domain/matching/traits.js';
import { judged } from '../../apps/identity/src/domain/matching/verdict.js';
import { measure, weighed } from '../../apps/identity/src/domain/matching/weigh.js';
import { calibrationError, f1, part, type Outcome } from './figures.js';

/*
 * A labelled set of pairs, as it was published: a line a pair, with the columns of both records and whether they are one person.
 * Which column is what is said on the command line; a field without a column is unknown.
 */

export const pairFields = ['firstName', 'lastName', 'birthDate', 'gender', 'email', 'phone', 'address', 'city', 'postalCode'] as const;
export type PairField = (typeof pairFields)[number];
type Columns = Partial<Record<PairField, string>>;

export interface PairFile {
  readonly path: string;
  readonly delimiter: string;
  readonly a: Columns;
  readonly b: Columns;
  readonly label: string;
  readonly positive: string;
  /** How a birth date is written: `YMD`, `DMY` or `MDY`, with or without signs between. */
  readonly dates: string;
}

/** `firstName=fn_1,lastName=ln_1` */
export function columnsOf(text: string): Columns {
  const columns: Columns = {};
  for (const each of text.split(',')) {
    const [field, column] = each.split('=').map((part) => part.trim());
    const known = pairFields.find((name) => name === field);
    if (!known || !column) throw new Error(`${each}: write ${pairFields.join('|')}=column`);
    columns[known] = column;
  }
  return columns;
}

export interface PairQuality {
  readonly pairs: number;
  readonly positives: number;
  readonly automaticPrecision: number;
  readonly automaticRecall: number;
  readonly proposedPrecision: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly calibrationError: number;
}

/** Scores every pair. How many of them are one person is asked of the pairs themselves; labels are looked at afterwards only. */
export async function measurePairs(file: PairFile): Promise<PairQuality> {
  const pairs: { a: Portrait; b: Portrait; same: boolean }[] = [];
  const lines = createReadStream(file.path).pipe(parse({ headers: true, delimiter: file.delimiter, trim: true }));
  for await (const line of lines as AsyncIterable<Record<string, string>>) {
    if (line[file.label] === undefined) throw new Error(`${file.path} has no column ${file.label}`);
    pairs.push({ a: recordOf(line, file.a, file.dates), b: recordOf(line, file.b, file.dates), same: line[file.label] === file.positive });
  }
  const measured = pairs.map(({ a, b }) => measure(a, b, builtInModel));
  let share = 0.3;
  for (let round = 0; round < 20; round++) {
    const found = measured.reduce((sum, each) => sum + weighed(each, { matches: share, among: 1 }).probability, 0);
    share = Math.min(0.99, Math.max(0.001, found / pairs.length));
  }
  const tally = { automatic: 0, right: 0, proposed: 0, rightlyProposed: 0 };
  const outcomes: Outcome[] = pairs.map(({ a, b, same }, i) => {
    const { verdict, probability } = judged(a, b, weighed(measured[i], { matches: share, among: 1 }));
    if (verdict === 'same') {
      tally.automatic++;
      if (same) tally.right++;
    } else if (verdict === 'possible') {
      tally.proposed++;
      if (same) tally.rightlyProposed++;
    }
    return { probability, same };
  });
  const positives = pairs.filter(({ same }) => same).length;
  const found = tally.right + tally.rightlyProposed;
  const [precision, recall] = [part(found, tally.automatic + tally.proposed), part(found, positives)];
  return {
    pairs: pairs.length,
    positives,
    automaticPrecision: part(tally.right, tally.automatic),
    automaticRecall: part(tally.right, positives),
    proposedPrecision: part(tally.rightlyProposed, tally.proposed),
    precision,
    recall,
    f1: f1(precision, recall),
    calibrationError: calibrationError(outcomes).error,
  };
}

function recordOf(line: Record<string, string>, columns: Columns, dates: string): Portrait {
  const value = (field: PairField): string | null => {
    const column = columns[field];
    if (column === undefined) return null;
    if (line[column] === undefined) throw new Error(`there is no column ${column}`);
    return line[column].trim() || null;
  };
  const [email, phone, address, city, postalCode] = (['email', 'phone', 'address', 'city', 'postalCode'] as const).map(value);
  return portrait({
    firstKey: nameKey(value('firstName') ?? ''),
    lastKey: nameKey(value('lastName') ?? ''),
    birthDate: dayOf(value('birthDate'), dates),
    gender: genderOf(value('gender')),
    ...contactKeys({ email, phone, address, city, postalCode }),
  });
}

function genderOf(text: string | null): 'M' | 'F' | null {
  const letter = text?.[0].toUpperCase();
  return letter === 'M' ? 'M' : letter === 'F' || letter === 'W' || letter === 'V' ? 'F' : null;
}

function dayOf(text: string | null, order: string): string | null {
  const digits = (text ?? '').replace(/\D+/g, ' ').trim().split(' ');
  const lengths: Record<string, number> = { Y: 4, M: 2, D: 2 };
  const whole = digits.length === 1 && digits[0].length === 8;
  const found: Record<string, string> = {};
  let at = 0;
  for (const [i, part] of [...order].entries()) {
    found[part] = whole ? digits[0].slice(at, at + lengths[part]) : (digits[i] ?? '');
    at += lengths[part];
  }
  const day = `${found.Y ?? ''}-${(found.M ?? '').padStart(2, '0')}-${(found.D ?? '').padStart(2, '0')}`;
  return isLocalDate(day) ? day : null;
}
