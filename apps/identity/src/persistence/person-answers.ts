import type { EntityManager } from '@mikro-orm/postgresql';
import type { Gender } from '#contracts/identity/accounts.query';
import type { AnsweredForm, AnswersRecord, AnswerToSave, FormRecord } from '#contracts/identity/forms';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';
import { answered, unanswered, type Answers } from '../domain/answers.js';
import { AnswersInvalid, QuestionsUnanswered } from '../domain/form.errors.js';
import { genderColumns, profileGender } from './profile-gender.js';

/*
 * What an organization asks of one member, and what was answered (ID-19). A question about gender is answered in the profile (ID-6).
 */

interface AskedForm extends FormRecord {
  answers: Answers;
  readonly answeredAt: Date | null;
}

/** The forms that are asked, with the answers of one member. Throws where the organization holds no profile of the person. */
async function formsAsked(em: EntityManager, organizationId: Uuid, personId: Uuid, lock = ''): Promise<AskedForm[]> {
  const [profile] = await query<{ gender: Gender | null }>(em, `${selectGender} ${lock}`, [organizationId, personId]);
  if (!profile) throw new Missing('identity.no-such-person');
  const forms = await query<AskedForm>(em, asked, [organizationId, personId]);
  for (const form of forms) {
    const genders = form.questions.filter(({ kind }) => kind === 'gender').map(({ key }) => [key, profile.gender] as const);
    form.answers = { ...form.answers, ...Object.fromEntries(genders.filter(([, gender]) => gender !== null)) } as Answers;
  }
  return forms;
}

/** By the *Forms* selector: one form, or all of them. */
export async function answersRecord(em: EntityManager, organizationId: Uuid, personId: Uuid, formId?: Uuid): Promise<AnswersRecord> {
  const forms = await formsAsked(em, organizationId, personId);
  const chosen = formId === undefined ? forms : forms.filter(({ id }) => id === formId);
  if (formId !== undefined && chosen.length === 0) throw new Missing('identity.no-such-form');
  const choices = forms.map(({ id, names, questions, answers }) => ({
    formId: id,
    names,
    unanswered: unanswered(questions, answers).length,
  }));
  const waiting = choices.reduce((sum, choice) => sum + choice.unanswered, 0);
  return { personId, selector: [{ formId: null, names: all, unanswered: waiting }, ...choices], forms: chosen.map(answeredForm) };
}

const all = { en: 'All', fr: 'Tous', nl: 'Alle' };

const answeredForm = ({ id, names, questions, answers, answeredAt }: AskedForm): AnsweredForm => ({
  formId: id,
  names,
  questions: questions.filter(({ archived }) => !archived).map((question) => ({ ...question, answer: answers[question.key] ?? null })),
  answeredAt: answeredAt?.toISOString() ?? null,
});

export interface FormChange {
  readonly form: Uuid;
  readonly changed: string[];
}

/**
 * Saves answers and says which questions of which forms they changed. Refused while a required question is unanswered: of any form
 * when a profile is saved, of those that were touched when answers alone are.
 */
export async function saveAnswers(
  em: EntityManager,
  organizationId: Uuid,
  personId: Uuid,
  given: readonly AnswerToSave[],
  { of, at }: { of: 'all' | 'touched'; at: Date },
): Promise<FormChange[]> {
  const forms = await formsAsked(em, organizationId, personId, 'FOR UPDATE');
  const foreign = given.flatMap(({ formId }, i) => (forms.some(({ id }) => id === formId) ? [] : [fault(i, 'Nobody asks this form.')]));
  const judged = forms.map((form) => {
    const own = given.flatMap((answer, index) => (answer.formId === form.id ? [{ ...answer, index }] : []));
    return { form, own, ...answered(form.questions, form.answers, own) };
  });
  const faults = [...foreign, ...judged.flatMap(({ own, faults }) => faults.map(({ index, detail }) => fault(own[index].index, detail)))];
  if (faults.length > 0) throw new AnswersInvalid(faults);

  const open = judged.filter(({ own }) => of === 'all' || own.length > 0).flatMap(({ form, answers }) => waiting(form, answers));
  if (open.length > 0) throw new QuestionsUnanswered({ questions: open });
  const changes = judged.filter(({ changed }) => changed.length > 0);
  for (const { form, answers, changed } of changes) await save(em, organizationId, personId, form, { answers, changed, at });
  return changes.map(({ form, changed }) => ({ form: form.id, changed }));
}

const fault = (index: number, detail: string) => ({ pointer: `/answers/${index}`, code: 'identity.invalid-answers', detail });

const waiting = ({ id, names, questions }: FormRecord, answers: Answers) =>
  unanswered(questions, answers).map(({ key, labels }) => ({ formId: id, question: key, label: `${anyOf(names)}: ${anyOf(labels)}` }));
const anyOf = (spoken: Record<string, string>): string => Object.values(spoken)[0];

async function save(
  em: EntityManager,
  organizationId: Uuid,
  personId: Uuid,
  { id, questions }: FormRecord,
  { answers, changed, at }: { answers: Answers; changed: readonly string[]; at: Date },
): Promise<void> {
  const genders = questions.filter(({ kind }) => kind === 'gender').map(({ key }) => key);
  const kept = Object.fromEntries(Object.entries(answers).filter(([key]) => !genders.includes(key)));
  await execute(em, keep, [organizationId, personId, id, JSON.stringify(kept), at]);
  const said = genders.find((key) => changed.includes(key));
  if (said === undefined) return;
  const { gender, gender_undisclosed: undisclosed } = genderColumns((answers[said] ?? null) as Gender | null);
  const text = `UPDATE profiles SET gender = $3, gender_undisclosed = $4 WHERE organization_id = $1 AND person_id = $2`;
  await execute(em, text, [organizationId, personId, gender, undisclosed]);
}

const selectGender = `SELECT ${profileGender('h')} AS gender FROM profiles h WHERE h.organization_id = $1 AND h.person_id = $2`;

const asked = `SELECT f.id, f.names, f.questions, f.archived, f.version, coalesce(a.answers, '{}') AS answers, a.answered_at AS "answeredAt"
  FROM forms f LEFT JOIN form_answers a ON a.organization_id = f.organization_id AND a.form_id = f.id AND a.person_id = $2
  WHERE f.organization_id = $1 AND NOT f.archived ORDER BY f.entry`;

const keep = `INSERT INTO form_answers (organization_id, person_id, form_id, answers, answered_at) VALUES ($1, $2, $3, $4::jsonb, $5)
  ON CONFLICT (organization_id, person_id, form_id) DO UPDATE SET answers = excluded.answers, answered_at = excluded.answered_at`;
