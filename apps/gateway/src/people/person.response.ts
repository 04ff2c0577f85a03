import { ApiProperty } from '@nestjs/swagger';
import { genders, type Gender, type PersonRecord, type Profile } from '#contracts/identity/accounts.query';
import { letterLanguages, type LetterLanguage } from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ProfileView {
  @ApiProperty({ type: String, nullable: true, example: '1455 boul. De Maisonneuve O.' })
  address!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Montréal' })
  city!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'QC' })
  province!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'H3G 1M8' })
  postalCode!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'CA' })
  country!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '514 555-0134' })
  phone!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'email', example: 'lea.tremblay@mail.example' })
  email!: string | null;

  @ApiProperty({
    type: String,
    enum: genders,
    nullable: true,
    description: 'Null: not specified. `undisclosed`: prefers not to say',
    example: 'F',
  })
  gender!: Gender | null;
}

export class PersonView {
  @ApiProperty({ example: exampleId('person') })
  id!: string;

  @ApiProperty({ description: 'A second, readable identifier', example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, example: '2015-04-09' })
  birthDate!: string | null;

  @ApiProperty({ type: ProfileView, nullable: true, description: 'What the acting organization itself holds; nobody else sees it' })
  profile!: ProfileView | null;

  @ApiProperty({
    type: [String],
    description: 'Beside the profile’s own: of somebody merged into this person',
    example: ['lea@work.example'],
  })
  extraEmails!: string[];

  @ApiProperty({ type: String, enum: letterLanguages, nullable: true, description: 'Of letters to this person', example: 'fr' })
  language!: LetterLanguage | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Of the profile; also the ETag', example: 4711 })
  version!: number | null;

  @ApiProperty({ type: 'integer', description: 'Of what is shared: names and birth date', example: 815 })
  sharedVersion!: number;

  @ApiProperty({ description: 'Whether there is a picture to get', example: true })
  picture!: boolean;

  @ApiProperty({ type: [String], description: 'The acting organization’s client accounts', example: [exampleId('account')] })
  accountIds!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The acting organization’s import that made the person',
    example: exampleId('import'),
  })
  importId!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Withdrawn then, and hidden by default', example: null })
  archivedAt!: string | null;
}

export const personView = (person: PersonRecord): PersonView => ({
  id: publicId('person', person.id),
  number: person.number,
  firstName: person.firstName,
  lastName: person.lastName,
  birthDate: person.birthDate,
  profile: person.profile && profileView(person.profile),
  extraEmails: person.extraEmails,
  language: person.language,
  version: person.version,
  sharedVersion: person.sharedVersion,
  picture: person.picture,
  accountIds: person.accountIds.map((id) => publicId('account', id)),
  importId: maybePublicId('import', person.importId),
  archivedAt: person.archivedAt,
});

export const profileView = (profile: Profile): ProfileView => ({
  address: profile.address,
  city: profile.city,
  province: profile.province,
  postalCode: profile.postalCode,
  country: profile.country,
  phone: profile.phone,
  email: profile.email,
  gender: profile.gender,
});
