import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, Length, Matches, ValidateBy, ValidateNested } from 'class-validator';
import type { AnswerToSave, AnswerValue } from '#contracts/identity/forms';
import type { Uuid } from '#kernel/ids';
import { IsPublicId, exampleId, uuidOf } from '../edge/public-ids.js';

/** What an answer may be, by the kind of its question; null is none. */
export const answerSchema = {
  oneOf: [
    { type: 'string' as const, maxLength: 2000 },
    { type: 'number' as const },
    { type: 'boolean' as const },
    { type: 'array' as const, items: { type: 'string' as const, maxLength: 40 }, maxItems: 100 },
    { type: 'null' as const },
  ],
};

const isAnswer = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.length <= 2000) ||
  (Array.isArray(value) && value.length <= 100 && value.every((each) => typeof each === 'string' && each.length <= 40));

export class AnswerBody {
  @ApiProperty({ example: exampleId('form') })
  @IsPublicId('form')
  readonly formId!: string;

  @ApiProperty({ minLength: 1, maxLength: 40, description: 'The key of a question', example: 'size' })
  @Length(1, 40)
  readonly question!: string;

  @ApiProperty({ ...answerSchema, description: 'As the question asks; null takes an answer back', example: 'm' })
  @ValidateBy({
    name: 'isAnswer',
    validator: { validate: isAnswer, defaultMessage: () => '$property must be a text, a number, true or false, a list of keys, or null' },
  })
  readonly value!: AnswerValue | null;
}

export class AnswersBody {
  @ApiProperty({ type: [AnswerBody], maxItems: 500, description: 'What is not named stays' })
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => AnswerBody)
  readonly answers!: AnswerBody[];
}

export class AnswersRequest {
  @ApiPropertyOptional({ default: 'all', description: 'The *Forms* selector: all of them, or the id of one', example: 'all' })
  @Matches(/^(all|frm_[0-9a-f]{32})$/)
  readonly form: string = 'all';
}

export const chosenForm = (form: string): Uuid | undefined => (form === 'all' ? undefined : uuidOf('form', form));

export const answerOf = ({ formId, question, value }: AnswerBody): AnswerToSave => ({ formId: uuidOf('form', formId), question, value });
