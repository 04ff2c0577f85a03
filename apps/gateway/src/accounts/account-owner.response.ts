import { ApiProperty } from '@nestjs/swagger';
import {
  ownerObstacles,
  type OwnerCandidate,
  type OwnerCandidates,
  type OwnerChange,
  type OwnerObstacle,
} from '#contracts/identity/account-owners';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';
import { AccountView, accountView } from './account.response.js';

export class OwnerCandidateView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Marc' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '1986-04-09' })
  birthDate!: string | null;

  @ApiProperty({ example: true })
  eligible!: boolean;

  @ApiProperty({ type: String, enum: ownerObstacles, nullable: true, description: 'Why not; null for who is eligible', example: null })
  because!: OwnerObstacle | null;

  @ApiProperty({ description: 'No birth date is known: counts as an adult', example: false })
  assumedAdult!: boolean;

  @ApiProperty({ description: 'Whether you know where to write to', example: true })
  hasAddress!: boolean;

  @ApiProperty({ description: 'Whether they sign in to the account', example: false })
  signsIn!: boolean;
}

export class OwnerCandidatesView {
  @ApiProperty({ type: [OwnerCandidateView] })
  data!: OwnerCandidateView[];

  @ApiProperty({ description: 'Whether the owner can be changed at all: two adults are in the account', example: true })
  possible!: boolean;
}

export class FormerOwnerView {
  @ApiProperty({ type: String, nullable: true, description: 'Null for a placeholder', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ description: 'Keeps signing in, as a member from now on', example: true })
  signsIn!: boolean;
}

export class NewOwnerView {
  @ApiProperty({ example: exampleId('person', 'e') })
  personId!: string;

  @ApiProperty({ description: 'If not, ask them to activate the account', example: false })
  signsIn!: boolean;

  @ApiProperty({ description: 'Whether you know where to write to: invoices and letters go there from now on', example: true })
  hasAddress!: boolean;
}

export class OwnerChangeView {
  @ApiProperty({ type: AccountView })
  account!: AccountView;

  @ApiProperty({ type: FormerOwnerView })
  formerOwner!: FormerOwnerView;

  @ApiProperty({ type: NewOwnerView })
  newOwner!: NewOwnerView;
}

export const ownerCandidatesView = ({ data, possible }: OwnerCandidates): OwnerCandidatesView => ({
  data: data.map(candidateView),
  possible,
});

const candidateView = ({ personId, number, firstName, lastName, birthDate, ...candidate }: OwnerCandidate): OwnerCandidateView => ({
  personId: publicId('person', personId),
  number,
  firstName,
  lastName,
  birthDate,
  eligible: candidate.eligible,
  because: candidate.because,
  assumedAdult: candidate.assumedAdult,
  hasAddress: candidate.hasAddress,
  signsIn: candidate.signsIn,
});

export const ownerChangeView = ({ account, formerOwner, newOwner }: OwnerChange): OwnerChangeView => ({
  account: accountView(account),
  formerOwner: { personId: maybePublicId('person', formerOwner.personId), signsIn: formerOwner.signsIn },
  newOwner: { personId: publicId('person', newOwner.personId), signsIn: newOwner.signsIn, hasAddress: newOwner.hasAddress },
});
