import { ApiProperty } from '@nestjs/swagger';
import { consentStates, type ConsentState } from '#contracts/identity/invitations';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { missingData, type MissingData, type OwnClientRecord, type OwnMember } from '#contracts/identity/own-clients';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';
import { ProfileView, profileView } from '../people/person.response.js';

export class OwnMemberView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ example: 'P3368003' })
  number!: string;

  @ApiProperty({
    description: 'This, the birth date and the picture are shared by every organization that knows the person',
    example: 'Léa',
  })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2015-04-09' })
  birthDate!: string | null;

  @ApiProperty({ example: true })
  picture!: boolean;

  @ApiProperty({ description: 'Who answers for the account', example: false })
  owner!: boolean;

  @ApiProperty({ type: ProfileView, nullable: true, description: 'What this organization holds, and nobody else sees. Null: nothing' })
  profile!: ProfileView | null;

  @ApiProperty({ type: String, enum: letterLanguages, nullable: true, description: 'Of letters', example: 'fr' })
  language!: LetterLanguage | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of the profile; the ETag to change it', example: 4711 })
  profileVersion!: number | null;

  @ApiProperty({ enum: missingData, isArray: true, description: 'What is still to be told', example: ['phone'] })
  missing!: MissingData[];
}

export class OwnClientView {
  @ApiProperty({ example: exampleId('client') })
  clientId!: string;

  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  organizationName!: string;

  @ApiProperty({ description: 'Whether the account is mine, or I am a member with a login of my own', example: true })
  owner!: boolean;

  @ApiProperty({ enum: consentStates, description: 'What I let the organization see', example: 'given' })
  consent!: ConsentState;

  @ApiProperty({ description: 'The organization has put me away: what was issued stays, nothing is sold any more', example: false })
  archived!: boolean;

  @ApiProperty({ type: [OwnMemberView], description: 'Of a member with a login of their own: that member' })
  members!: OwnMemberView[];
}

export const ownMemberView = (member: OwnMember): OwnMemberView => ({
  personId: publicId('person', member.personId),
  number: member.number,
  firstName: member.firstName,
  lastName: member.lastName,
  birthDate: member.birthDate,
  picture: member.picture,
  owner: member.owner,
  profile: member.profile && profileView(member.profile),
  language: member.language,
  profileVersion: member.profileVersion,
  missing: member.missing,
});

export const ownClientView = ({
  clientId,
  accountId,
  organizationName,
  owner,
  consent,
  archived,
  members,
}: OwnClientRecord): OwnClientView => ({
  clientId: publicId('client', clientId),
  accountId: publicId('account', accountId),
  organizationName,
  owner,
  consent,
  archived,
  members: members.map(ownMemberView),
});
