import { ApiProperty } from '@nestjs/swagger';
import {
  duplicateStates,
  type DuplicatePerson,
  type DuplicateSearch,
  type DuplicateState,
  type PossibleDuplicate,
} from '#contracts/identity/possible-duplicates';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';
import { ProfileView, profileView } from '../people/person.response.js';
import { SimilarityReasonView, reasonView } from '../similar-people/similar-person.response.js';

export class DuplicatePersonView {
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

  @ApiProperty({ type: ProfileView, nullable: true, description: 'What the acting organization itself holds' })
  profile!: ProfileView | null;

  @ApiProperty({ type: [String], description: 'The acting organization’s client accounts', example: [exampleId('account')] })
  accountIds!: string[];
}

export class PossibleDuplicateView {
  @ApiProperty({ example: exampleId('possibleDuplicate') })
  id!: string;

  @ApiProperty({ type: [DuplicatePersonView], description: 'The two, side by side' })
  people!: DuplicatePersonView[];

  @ApiProperty({ type: 'number', example: 6.21 })
  score!: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 1, example: 0.9867 })
  probability!: number;

  @ApiProperty({ description: 'Whether there is next to no doubt', example: false })
  certain!: boolean;

  @ApiProperty({ type: [SimilarityReasonView], description: 'Their weights add up to the score' })
  because!: SimilarityReasonView[];

  @ApiProperty({ enum: duplicateStates, example: 'open' })
  state!: DuplicateState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  laterUntil!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  foundAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  decidedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, example: null })
  decidedBy!: string | null;
}

export class DuplicateSearchView {
  @ApiProperty({ example: exampleId('duplicateSearch') })
  id!: string;

  @ApiProperty({ enum: ['looking', 'finished'], example: 'finished' })
  state!: 'looking' | 'finished';

  @ApiProperty({ type: 'integer', description: 'People looked at', example: 2140 })
  looked!: number;

  @ApiProperty({ type: 'integer', description: 'Pairs found, those decided before included', example: 12 })
  found!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:05.000Z' })
  startedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T15:04:09.000Z' })
  finishedAt!: string | null;
}

const personView = (person: DuplicatePerson): DuplicatePersonView => ({
  personId: publicId('person', person.personId),
  number: person.number,
  firstName: person.firstName,
  lastName: person.lastName,
  birthDate: person.birthDate,
  profile: person.profile && profileView(person.profile),
  accountIds: person.accountIds.map((id) => publicId('account', id)),
});

export const possibleDuplicateView = (pair: PossibleDuplicate): PossibleDuplicateView => ({
  id: publicId('possibleDuplicate', pair.id),
  people: pair.people.map(personView),
  score: pair.score,
  probability: pair.probability,
  certain: pair.certain,
  because: pair.because.map(reasonView),
  state: pair.state,
  laterUntil: pair.laterUntil,
  foundAt: pair.foundAt,
  decidedAt: pair.decidedAt,
  decidedBy: pair.decidedBy,
});

export const duplicateSearchView = (search: DuplicateSearch): DuplicateSearchView => ({
  id: publicId('duplicateSearch', search.id),
  state: search.state,
  looked: search.looked,
  found: search.found,
  startedAt: search.startedAt,
  finishedAt: search.finishedAt,
});
