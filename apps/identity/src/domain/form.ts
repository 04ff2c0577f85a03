import type { Fault } from '#kernel/domain-error';
import { FormInvalid } from './form.errors.js';
import { tidy, unprintable } from './new-account.js';

/*
 * Forms that an organization designs (ID-19): questions in an order, each known by a key that stays when its words change. What was asked
 * once is archived, never deleted: somebody may have answered it.
 */

export type Labels = Record<string, string>;
type Spoken = Readonly<Record<'en' | 'fr' | 'nl', string | null | undefined>>;

export interface Option {
  readonly key: string;
  readonly labels: Labels;
  readonly archived: boolean;
}

export interface Question {
  readonly key: string;
  readonly kind: 'text' | 'choice' | 'choices' | 'date' | 'yes-no' | 'number' | 'gender';
  readonly labels: Labels;
  readonly required: boolean;
  readonly options: readonly Option[];
  readonly archived: boolean;
}

export interface ToAsk extends Spoken {
  readonly key: string;
  readonly kind: Question['kind'];
  readonly required: boolean;
  readonly options: readonly ({ readonly key: string } & Spoken)[];
}

const hasOptions = ({ kind }: Pick<Question, 'kind'>): boolean => kind === 'choice' || kind === 'choices';

/** Names and questions as they are kept. Throws FormInvalid with everything that is wrong with them. */
export function checkedForm(
  names: Spoken,
  asked: readonly ToAsk[],
  before: readonly Question[] = [],
): { names: Labels; questions: Question[] } {
  const faults: Fault[] = [];
  const refuse = (pointer: string, detail: string) => void faults.push({ pointer, code: 'identity.invalid-form', detail });
  const checkedLabels = (spoken: Spoken, pointer: string): Labels => labelsOf(spoken, pointer, refuse);
  const kept = { names: checkedLabels(names, '/names'), questions: asked.map((question, i) => read(question, `/questions/${i}`)) };
  refuseTwice(kept.questions, '/questions', refuse);
  if (faults.length > 0) throw new FormInvalid(faults);
  return { names: kept.names, questions: [...kept.questions, ...archivedOf(before, kept.questions)] };

  function read(question: ToAsk, at: string): Question {
    const { key: raw, kind, required, options, en, fr, nl } = question;
    const key = keyOf(raw, at, refuse);
    const earlier = before.find((each) => each.key === key);
    if (earlier && earlier.kind !== kind) refuse(`${at}/kind`, `What was answered to it is ${earlier.kind}: ask another question instead.`);
    if (hasOptions(question) !== options.length > 0)
      refuse(`${at}/options`, hasOptions(question) ? 'A choice needs options.' : 'Only a choice has options.');
    const read = options.map(({ key: option, ...spoken }, i) => ({
      key: keyOf(option, `${at}/options/${i}`, refuse),
      labels: checkedLabels(spoken, `${at}/options/${i}/labels`),
      archived: false,
    }));
    refuseTwice(read, `${at}/options`, refuse);
    const labels = checkedLabels({ en, fr, nl }, `${at}/labels`);
    return { key, kind, labels, required, options: [...read, ...archivedOf(earlier?.options ?? [], read)], archived: false };
  }
}

type Refuse = (pointer: string, detail: string) => void;

/** What is asked no more: kept, after what is. */
const archivedOf = <T extends { readonly key: string }>(before: readonly T[], now: readonly { readonly key: string }[]): T[] =>
  before.filter(({ key }) => now.every((each) => each.key !== key)).map((each) => ({ ...each, archived: true }));

function keyOf(raw: string, at: string, refuse: Refuse): string {
  const key = tidy(raw);
  if (key === '' || unprintable.test(key)) refuse(`${at}/key`, 'It needs a key of printable characters.');
  return key;
}

function refuseTwice(keyed: readonly { readonly key: string }[], at: string, refuse: Refuse): void {
  const seen = new Set<string>();
  keyed.forEach(({ key }, i) => {
    if (seen.has(key)) refuse(`${at}/${i}/key`, 'Another one has this key.');
    seen.add(key);
  });
}

function labelsOf(spoken: Spoken, at: string, refuse: Refuse): Labels {
  const said = Object.entries(spoken).flatMap(([language, text]) =>
    tidy(text ?? '') === '' ? [] : [[language, tidy(text ?? '')] as const],
  );
  if (said.length === 0) refuse(at, 'It needs words in at least one language.');
  for (const [language, text] of said)
    if (unprintable.test(text)) refuse(`${at}/${language}`, 'Control and direction characters are no part of a text.');
  return Object.fromEntries(said);
}
