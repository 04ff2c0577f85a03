import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, Length, ValidateNested } from 'class-validator';
import { questionKinds, type QuestionKind, type QuestionToAsk, type Spoken } from '#contracts/identity/forms';
import { Flag } from '../edge/flag.js';
import { Omittable } from '../edge/omittable.js';
import { PageRequest } from '../edge/paging.js';

/** Words in each language; a language left out has none. */
export class FormWordsBody {
  @ApiPropertyOptional({ minLength: 1, maxLength: 500, example: 'T-shirt size' })
  @Omittable()
  @Length(1, 500)
  readonly en?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 500, example: 'Taille de chandail' })
  @Omittable()
  @Length(1, 500)
  readonly fr?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 500, example: 'Maat van het T-shirt' })
  @Omittable()
  @Length(1, 500)
  readonly nl?: string;
}

export class QuestionOptionBody {
  @ApiProperty({ minLength: 1, maxLength: 40, description: 'Stays when the words change', example: 'm' })
  @Length(1, 40)
  readonly key!: string;

  @ApiProperty({ type: FormWordsBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => FormWordsBody)
  readonly labels!: FormWordsBody;
}

export class QuestionBody {
  @ApiProperty({ minLength: 1, maxLength: 40, description: 'Stays when the words change', example: 'size' })
  @Length(1, 40)
  readonly key!: string;

  @ApiProperty({ enum: questionKinds, description: 'Stays; `gender` is answered in the profile', example: 'choice' })
  @IsIn(questionKinds)
  readonly kind!: QuestionKind;

  @ApiProperty({ type: FormWordsBody })
  @IsDefined()
  @ValidateNested()
  @Type(() => FormWordsBody)
  readonly labels!: FormWordsBody;

  @ApiPropertyOptional({ default: false, description: 'A profile is not saved while nobody has answered', example: true })
  @Omittable()
  @IsBoolean()
  readonly required?: boolean;

  @ApiPropertyOptional({ type: [QuestionOptionBody], maxItems: 100, description: 'Of a choice, in order; one left out later is archived' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => QuestionOptionBody)
  readonly options?: QuestionOptionBody[];
}

export class FormBody {
  @ApiProperty({ type: FormWordsBody, example: { en: 'Health', fr: 'Santé' } })
  @IsDefined()
  @ValidateNested()
  @Type(() => FormWordsBody)
  readonly names!: FormWordsBody;

  @ApiProperty({ type: [QuestionBody], maxItems: 100, description: 'In the order they are asked' })
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => QuestionBody)
  readonly questions!: QuestionBody[];
}

export class FormPatch {
  @ApiPropertyOptional({ type: FormWordsBody, example: { en: 'Health', fr: 'Santé' } })
  @Omittable()
  @ValidateNested()
  @Type(() => FormWordsBody)
  readonly names?: FormWordsBody;

  @ApiPropertyOptional({ type: [QuestionBody], maxItems: 100, description: 'All that are asked from now on; what is left out is archived' })
  @Omittable()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => QuestionBody)
  readonly questions?: QuestionBody[];

  @ApiPropertyOptional({ description: 'Asked of nobody any more; answers stay', example: false })
  @Omittable()
  @IsBoolean()
  readonly archived?: boolean;
}

export class FormsRequest extends PageRequest {
  @Flag('Only those that are archived, or are not')
  readonly archived?: boolean;
}

export const spokenOf = ({ en = null, fr = null, nl = null }: Partial<Spoken>): Spoken => ({ en, fr, nl });

export const questionOf = ({ key, kind, labels, required = false, options = [] }: QuestionBody): QuestionToAsk => ({
  key,
  kind,
  required,
  ...spokenOf(labels),
  options: options.map((option) => ({ key: option.key, ...spokenOf(option.labels) })),
});
