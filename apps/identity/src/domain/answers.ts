import { isLocalDate } from '#kernel/dates';
import type { Question } from './form.js';

/*
 * Answers of a member to a form (ID-19). Kept as they were given, in any language and script, but for surrounding spaces; an empty one is
 * none. An option that is archived stays the answer of whoever gave it, and is given by nobody.
 */

export type Value = string | number | boolean | string[];
export type Answers = Readonly<Record<string, Value>>;

export interface Given {
  readonly question: string; // Its key
  readonly value: Value | null;
}

export interface Answered {
  readonly answers: Answers;
  readonly changed: string[]; // Keys of questions, in the order they were given.
  readonly faults: { readonly index: number; readonly detail: string }[];
}

/** What was answered before, with what is given now; or what is wrong with it, by its place among the given. */
export function answered(questions: readonly Question[], before: Answers, given: readonly Given[]): Answered {
  const answers: Record<string, Value> = { ...before };
  const changed: string[] = [];
  const faults: Answered['faults'] = [];
  for (const [index, { question: key, value }] of given.entries()) {
    const question = questions.find((each) => each.key === key);
    const clean = value === null ? null : cleaned(value);
    if (!question || question.archived) faults.push({ index, detail: `Nobody asks ${key}.` });
    else if (clean !== null && !fits(question, clean, before[key])) faults.push({ index, detail: `${key}: ${expected[question.kind]}` });
    else if (!same(answers[key], clean)) {
      changed.push(key);
      if (clean === null) delete answers[key];
      else answers[key] = clean;
    }
  }
  return { answers, changed, faults };
}

/** The required questions that are asked and nobody has answered. */
export const unanswered = (questions: readonly Question[], answers: Answers): Question[] =>
  questions.filter(({ key, required, archived }) => required && !archived && answers[key] === undefined);

const genders = ['M', 'F', 'undisclosed'];

const expected: Record<Question['kind'], string> = {
  text: 'a text without control characters is expected.',
  choice: 'the key of an option is expected.',
  choices: 'keys of options are expected, each once.',
  date: 'a day is expected, YYYY-MM-DD.',
  'yes-no': 'true or false is expected.',
  number: 'a number is expected.',
  gender: `${genders.join(', ')} is expected.`,
};

function fits({ kind, options }: Question, value: Value, before: Value | undefined): boolean {
  const given = [before].flat();
  const isOption = (key: unknown) => options.some((option) => option.key === key && (!option.archived || given.includes(option.key)));
  if (kind === 'text') return typeof value === 'string' && !forbidden.test(value.replaceAll('\n', ' '));
  if (kind === 'choice') return isOption(value);
  if (kind === 'choices') return Array.isArray(value) && value.every(isOption) && new Set(value).size === value.length;
  if (kind === 'date') return isLocalDate(value);
  if (kind === 'yes-no') return typeof value === 'boolean';
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value);
  return typeof value === 'string' && genders.includes(value);
}

/** An answer may have lines; joiners belong to words of some scripts. What steers a terminal or the direction of writing does not. */
const forbidden = /[\p{Cc}\p{Co}\p{Cn}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

function cleaned(value: Value): Value | null {
  if (Array.isArray(value)) return value.length === 0 ? null : value;
  if (typeof value !== 'string') return value;
  const text = value.normalize('NFC').replaceAll('\r\n', '\n').trim();
  return text === '' ? null : text;
}

const same = (a: Value | undefined, b: Value | null): boolean => JSON.stringify(a ?? null) === JSON.stringify(b);
