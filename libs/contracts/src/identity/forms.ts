import { Command, Query } from '@nestjs/cqrs';
import { IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import type { Uuid } from '../caller.js';
import type { Page } from '../message.js';
import { IsRows, IsShape, aFlag, aText, anId, listOf, maybe, oneOf, shape, type Check } from '../rows.js';

/*
 * What an organization asks of members (ID-19): its own questions, and each member's answers, seen by nobody else (ID-3).
 */

export const questionKinds = ['text', 'choice', 'choices', 'date', 'yes-no', 'number', 'gender'] as const;
export type QuestionKind = (typeof questionKinds)[number]; // `gender` is answered in the profile (ID-6).

/** A text in each language; null where it has none. */
export interface Spoken {
  en: string | null;
  fr: string | null;
  nl: string | null;
}

/** A question as it is designed. Known by a key that stays when its words change. */
export interface QuestionToAsk extends Spoken {
  key: string;
  kind: QuestionKind;
  required: boolean;
  options: ({ key: string } & Spoken)[]; // Of a choice, in order.
}

export interface FormQuestion {
  key: string;
  kind: QuestionKind;
  labels: Record<string, string>; // By language
  required: boolean;
  options: { key: string; labels: Record<string, string>; archived: boolean }[];
  archived: boolean; // Asked no more; what was answered stays.
}

export interface FormRecord {
  id: Uuid;
  names: Record<string, string>; // By language
  questions: FormQuestion[]; // In the order they are asked, archived ones last.
  archived: boolean;
  version: number;
}

const spoken = { en: maybe(aText(500)), fr: maybe(aText(500)), nl: maybe(aText(500)) };
const question = {
  key: aText(40),
  kind: oneOf(...questionKinds),
  required: aFlag,
  ...spoken,
  options: listOf(shape({ key: aText(40), ...spoken }), 100),
};

export class CreateForm extends Command<FormRecord> {
  static readonly subject = 'identity.command.create-form.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly formId!: string;
  @IsShape(spoken) readonly names!: Spoken;
  @IsRows(question, { atMost: 100 }) readonly questions!: QuestionToAsk[];
}

/** What is left out stays. A question or option that is not among those named is archived, never deleted; a key keeps its kind. */
export class ChangeForm extends Command<FormRecord> {
  static readonly subject = 'identity.command.change-form.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly formId!: string;
  @IsInt() readonly version!: number; // The one the editor saw, else `identity.stale-form`.
  @IsOptional() @IsShape(spoken) readonly names?: Spoken;
  @IsOptional() @IsRows(question, { atMost: 100 }) readonly questions?: QuestionToAsk[];
  @IsOptional() @IsBoolean() readonly archived?: boolean; // Asked of nobody any more.
}

export class GetForm extends Query<FormRecord> {
  static readonly subject = 'identity.query.get-form.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly formId!: string;
}

/** The acting organization's forms, in the order they were made. */
export class ListForms extends Query<Page<FormRecord>> {
  static readonly subject = 'identity.query.list-forms.v1';
  static readonly senders = ['gateway'] as const;
  @IsInt() @Min(1) @Max(200) readonly limit!: number;
  @IsOptional() @IsString() @MaxLength(200) readonly after?: string;
  @IsOptional() @IsBoolean() readonly archived?: boolean;
}

/** As the question asks: a text or the key of an option, keys of options, a day, yes or no, a number. */
export type AnswerValue = string | number | boolean | string[];

export interface AnswerToSave {
  formId: Uuid;
  question: string; // Its key
  value: AnswerValue | null; // Null takes an answer back.
}

const aValue: Check = (value) =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.length <= 2000) ||
  listOf(aText(40), 100)(value);

/** Answers inside another message. */
export const AreAnswers = (): PropertyDecorator => IsRows({ formId: anId, question: aText(40), value: aValue }, { atMost: 500 });

/** A form as one member has answered it. */
export interface AnsweredForm {
  formId: Uuid;
  names: Record<string, string>;
  questions: (FormQuestion & { answer: AnswerValue | null })[]; // Those that are asked.
  answeredAt: string | null;
}

/** What an organization asks of one member, chosen by the *Forms* selector, whose first choice is all of them. */
export interface AnswersRecord {
  personId: Uuid;
  selector: { formId: Uuid | null; names: Record<string, string>; unanswered: number }[]; // Null: all. How many required ones wait.
  forms: AnsweredForm[];
}

/** `formId` chooses one form; all when absent. */
export class GetAnswers extends Query<AnswersRecord> {
  static readonly subject = 'identity.query.get-answers.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @IsOptional() @IsUUID('all') readonly formId?: string;
}

/** What is not named stays. Refused with `identity.questions-unanswered` while a required question of a form that was touched waits. */
export class SaveAnswers extends Command<AnswersRecord> {
  static readonly subject = 'identity.command.save-answers.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly personId!: string;
  @AreAnswers() readonly answers!: AnswerToSave[];
}

/** The same of a member of the account of whoever is signed in: of everybody as its owner, of oneself with a login of one's own. */
export class GetOwnAnswers extends Query<AnswersRecord> {
  static readonly subject = 'identity.query.get-own-answers.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string; // The account as the asking organization has it.
  @IsUUID('all') readonly personId!: string;
  @IsOptional() @IsUUID('all') readonly formId?: string;
}

export class SaveOwnAnswers extends Command<AnswersRecord> {
  static readonly subject = 'identity.command.save-own-answers.v1';
  static readonly senders = ['gateway'] as const;
  @IsUUID('all') readonly clientId!: string;
  @IsUUID('all') readonly personId!: string;
  @AreAnswers() readonly answers!: AnswerToSave[];
}
