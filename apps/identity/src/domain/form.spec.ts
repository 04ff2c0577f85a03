import { answered, unanswered, type Given } from './answers.js';
import { checkedForm, type Question, type ToAsk } from './form.js';

const en = (text: string | null) => ({ en: text, fr: null, nl: null });
const ask = (key: string, kind: Question['kind'], changes: Partial<ToAsk> = {}): ToAsk => ({
  key,
  kind,
  required: false,
  ...en(key),
  options: kind === 'choice' || kind === 'choices' ? ['s', 'm', 'l'].map((option) => ({ key: option, ...en(option) })) : [],
  ...changes,
});
const design = (...asked: ToAsk[]) => checkedForm(en('Health'), asked).questions;
const refused = (pointers: string[]) =>
  expect.objectContaining({ code: 'identity.invalid-form', faults: pointers.map((pointer) => expect.objectContaining({ pointer })) });

describe('a form', () => {
  it('ID-19: asks in an order, in each language, what an organization wants to know', () => {
    const { names, questions } = checkedForm({ en: ' Health ', fr: 'Santé', nl: '' }, [
      ask('allergies', 'text', { required: true, en: null, fr: 'Allergies ?', nl: 'Allergieën?' }),
      ask('size', 'choice'),
    ]);
    expect(names).toEqual({ en: 'Health', fr: 'Santé' });
    expect(questions.map(({ key, labels, required, archived }) => [key, labels, required, archived])).toEqual([
      ['allergies', { fr: 'Allergies ?', nl: 'Allergieën?' }, true, false],
      ['size', { en: 'size' }, false, false],
    ]);
    expect(questions[1].options).toContainEqual({ key: 'm', labels: { en: 'm' }, archived: false });
  });

  it('ID-19: is refused with everything that is wrong with it at once', () => {
    const wrong = [
      ask('a', 'text', { options: [{ key: 'x', ...en('x') }] }),
      ask('a', 'choice', { options: [] }),
      ask(' ', 'date', en(' ')),
    ];
    expect(() => checkedForm(en(null), wrong)).toThrow(
      refused(['/names', '/questions/0/options', '/questions/1/options', '/questions/2/key', '/questions/2/labels', '/questions/1/key']),
    );
  });

  it('ID-19: archives what is asked no more, never deletes it, and asks it again when it is wanted', () => {
    const before = design(ask('size', 'choice'), ask('allergies', 'text'));
    const fewer = ask('size', 'choice', { options: [{ key: 'm', ...en('Medium') }] });
    const { questions } = checkedForm(en('Health'), [fewer], before);
    expect(questions.map(({ key, archived }) => [key, archived])).toEqual([
      ['size', false],
      ['allergies', true],
    ]);
    expect(questions[0].options.map(({ key, archived }) => [key, archived])).toEqual([
      ['m', false],
      ['s', true],
      ['l', true],
    ]);
    const again = checkedForm(en('Health'), [ask('allergies', 'text'), fewer], questions);
    expect(again.questions.map(({ key, archived }) => [key, archived])).toEqual([
      ['allergies', false],
      ['size', false],
    ]);
  });

  it('ID-19: keeps what a key asks: answers would mean something else', () => {
    expect(() => checkedForm(en('Health'), [ask('size', 'number')], design(ask('size', 'choice')))).toThrow(refused(['/questions/0/kind']));
  });
});

describe('answers to a form', () => {
  const questions = design(
    ask('text', 'text'),
    ask('size', 'choice'),
    ask('days', 'choices'),
    ask('since', 'date'),
    ask('photos', 'yes-no'),
    ask('shoe', 'number'),
    ask('gender', 'gender'),
  );
  const give = (...given: [string, Given['value']][]) =>
    answered(
      questions,
      {},
      given.map(([question, value]) => ({ question, value })),
    );

  it('ID-19: are of the kind that was asked for', () => {
    const good: [string, Given['value']][] = [
      ['text', 'Noix'],
      ['size', 'm'],
      ['days', ['s', 'l']],
      ['since', '2024-02-29'],
      ['photos', false],
      ['shoe', 38.5],
      ['gender', 'undisclosed'],
    ];
    expect(give(...good)).toEqual({ answers: Object.fromEntries(good), changed: good.map(([key]) => key), faults: [] });
    const bad: [string, Given['value']][] = [
      ['text', 7],
      ['text', 'a\u0000b'],
      ['size', 'xl'],
      ['size', ['m']],
      ['days', ['s', 's']],
      ['days', 's'],
      ['since', '2023-02-29'],
      ['photos', 'yes'],
      ['shoe', '38'],
      ['gender', 'X'],
      ['nobody asks', 'this'],
    ];
    expect(give(...bad).faults.map(({ index }) => index)).toEqual(bad.map((_given, i) => i));
  });

  it.each([
    'Allergie aux arachides, œufs et à l’été',
    'Astma én hooikoorts: ’s ochtends puffen',
    'Łukasz, Zoë, Ðorđe, 李, محمد',
    'one\ntwo',
  ])('ID-19: keep accents and scripts: %s', (text) => {
    expect(give(['text', ` ${text.normalize('NFD')} `]).answers.text).toBe(text.normalize('NFC'));
  });

  it('ID-19: are required or not; a blank is none', () => {
    const needed = design(ask('a', 'text', { required: true }), ask('b', 'choices', { required: true }), ask('c', 'text'));
    const missing = (...given: Given[]) => unanswered(needed, answered(needed, { a: 'before' }, given).answers).map(({ key }) => key);
    expect(missing()).toEqual(['b']);
    expect(missing({ question: 'a', value: '  ' }, { question: 'b', value: [] })).toEqual(['a', 'b']);
    expect(missing({ question: 'b', value: ['s'] })).toEqual([]);
    expect(missing({ question: 'a', value: null }, { question: 'b', value: ['s'] })).toEqual(['a']);
  });

  it('ID-19: to what is archived stay, and nobody gives them any more', () => {
    const { questions: now } = checkedForm(en('Health'), [ask('size', 'choice', { options: [{ key: 'm', ...en('m') }] })], questions);
    expect(answered(now, { size: 's', text: 'Noix' }, [{ question: 'size', value: 's' }])).toMatchObject({ changed: [], faults: [] });
    expect(answered(now, {}, [{ question: 'size', value: 's' }]).faults).toHaveLength(1);
    expect(answered(now, { text: 'Noix' }, [{ question: 'text', value: 'No' }]).faults).toHaveLength(1);
  });
});
