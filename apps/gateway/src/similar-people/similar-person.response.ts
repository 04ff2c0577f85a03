import { ApiProperty } from '@nestjs/swagger';
import type { SimilarPerson, SimilarityReason } from '#contracts/identity/find-similar-people.query';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

export class SimilarityReasonView {
  @ApiProperty({ example: 'last-name.sounds-alike' })
  code!: string;

  @ApiProperty({ description: 'In the reader’s language', example: 'The last names sound alike' })
  text!: string;

  @ApiProperty({ type: 'number', description: 'In bits: one doubles the odds. The weights add up to the score', example: 6.21 })
  weight!: number;
}

export class SimilarPersonView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2015-04-09' })
  birthDate!: string | null;

  @ApiProperty({ description: 'Whether the acting organization knows the person already', example: false })
  known!: boolean;

  @ApiProperty({ enum: ['same', 'possible'], description: '`same`: name, gender and birth date are the same', example: 'possible' })
  verdict!: 'same' | 'possible';

  @ApiProperty({ description: 'Whether there is next to no doubt', example: false })
  certain!: boolean;

  @ApiProperty({ type: 'number', description: 'The odds that it is one person, as a logarithm to base two', example: 6.21 })
  score!: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, example: 0.9867 })
  probability!: number;

  @ApiProperty({
    type: [SimilarityReasonView],
    description: 'What was compared and how it came out; never what another organization holds',
  })
  because!: SimilarityReasonView[];
}

export class SimilarPeopleView {
  @ApiProperty({ type: [SimilarPersonView], description: 'At most five, likeliest first' })
  data!: SimilarPersonView[];
}

export const reasonView = ({ code, text, weight }: SimilarityReason): SimilarityReasonView => ({ code, text, weight });

export const similarPersonView = (person: SimilarPerson): SimilarPersonView => ({
  personId: publicId('person', person.personId),
  number: person.number,
  firstName: person.firstName,
  lastName: person.lastName,
  birthDate: person.birthDate,
  known: person.known,
  verdict: person.verdict,
  certain: person.certain,
  score: person.score,
  probability: person.probability,
  because: person.because.map(reasonView),
});
