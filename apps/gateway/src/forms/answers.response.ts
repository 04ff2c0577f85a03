import { ApiProperty } from '@nestjs/swagger';
import type { AnsweredForm, AnswersRecord, AnswerValue } from '#contracts/identity/forms';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';
import { answerSchema } from './answers.requests.js';
import { QuestionView, named, questionView } from './form.response.js';

export class FormChoiceView {
  @ApiProperty({ description: 'What to send as `form`: all, or the id of one', example: 'all' })
  form!: string;

  @ApiProperty(named({ en: 'All', fr: 'Tous', nl: 'Alle' }))
  names!: Record<string, string>;

  @ApiProperty({ type: 'integer', description: 'How many required questions wait', example: 1 })
  unanswered!: number;
}

export class AnsweredQuestionView extends QuestionView {
  @ApiProperty({ ...answerSchema, description: 'Null: nobody has answered', example: 'm' })
  answer!: AnswerValue | null;
}

export class AnsweredFormView {
  @ApiProperty({ example: exampleId('form') })
  formId!: string;

  @ApiProperty(named({ en: 'Health', fr: 'Santé' }))
  names!: Record<string, string>;

  @ApiProperty({ type: [AnsweredQuestionView], description: 'Those that are asked' })
  questions!: AnsweredQuestionView[];

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'The last time', example: '2026-11-22T15:04:05.000Z' })
  answeredAt!: string | null;
}

export class AnswersView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ type: [FormChoiceView], description: 'The choices of the *Forms* selector; all of them come first' })
  selector!: FormChoiceView[];

  @ApiProperty({ type: [AnsweredFormView], description: 'What was chosen' })
  forms!: AnsweredFormView[];
}

export const answersView = ({ personId, selector, forms }: AnswersRecord): AnswersView => ({
  personId: publicId('person', personId),
  selector: selector.map(({ formId, names, unanswered }) => ({
    form: formId === null ? 'all' : publicId('form', formId),
    names,
    unanswered,
  })),
  forms: forms.map(answeredFormView),
});

const answeredFormView = ({ formId, names, questions, answeredAt }: AnsweredForm): AnsweredFormView => ({
  formId: publicId('form', formId),
  names,
  questions: questions.map((question) => ({ ...questionView(question), answer: question.answer })),
  answeredAt,
});
