import { ApiProperty } from '@nestjs/swagger';
import { questionKinds, type FormQuestion, type FormRecord, type QuestionKind } from '#contracts/identity/forms';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

export const named = (example: Record<string, string>) => ({
  type: 'object' as const,
  additionalProperties: { type: 'string' as const },
  description: 'By language',
  example,
});

export class QuestionOptionView {
  @ApiProperty({ example: 'm' })
  key!: string;

  @ApiProperty(named({ en: 'Medium', fr: 'Moyen' }))
  labels!: Record<string, string>;

  @ApiProperty({ description: 'Chosen by nobody any more', example: false })
  archived!: boolean;
}

export class QuestionView {
  @ApiProperty({ description: 'Stays when the words change', example: 'size' })
  key!: string;

  @ApiProperty({ enum: questionKinds, example: 'choice' })
  kind!: QuestionKind;

  @ApiProperty(named({ en: 'T-shirt size', fr: 'Taille de chandail' }))
  labels!: Record<string, string>;

  @ApiProperty({ description: 'A profile is not saved while nobody has answered', example: true })
  required!: boolean;

  @ApiProperty({ type: [QuestionOptionView], description: 'Of a choice, in order' })
  options!: QuestionOptionView[];

  @ApiProperty({ description: 'Asked no more; what was answered stays', example: false })
  archived!: boolean;
}

export class FormView {
  @ApiProperty({ example: exampleId('form') })
  id!: string;

  @ApiProperty(named({ en: 'Health', fr: 'Santé' }))
  names!: Record<string, string>;

  @ApiProperty({ type: [QuestionView], description: 'In the order they are asked, archived ones last' })
  questions!: QuestionView[];

  @ApiProperty({ description: 'Asked of nobody any more', example: false })
  archived!: boolean;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const formView = ({ id, names, questions, archived, version }: FormRecord): FormView => ({
  id: publicId('form', id),
  names,
  questions: questions.map(questionView),
  archived,
  version,
});

export const questionView = ({ key, kind, labels, required, options, archived }: FormQuestion): QuestionView => ({
  key,
  kind,
  labels,
  required,
  options: options.map((option) => ({ key: option.key, labels: option.labels, archived: option.archived })),
  archived,
});
