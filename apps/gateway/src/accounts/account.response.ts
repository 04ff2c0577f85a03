import { ApiProperty } from '@nestjs/swagger';
import type { AccountMember, AccountRecord } from '#contracts/identity/accounts.query';
import { activationStates, type ActivationRecord, type ActivationState } from '#contracts/identity/activation';
import { consentStates, type ConsentState } from '#contracts/identity/invitations';
import {
  accountWarnings,
  letterLanguages,
  type AccountWarning,
  type CreatedAccount,
  type LetterLanguage,
} from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class AccountOwnerView {
  @ApiProperty({ type: String, nullable: true, description: 'Null for a placeholder', example: exampleId('person') })
  personId!: string | null;

  @ApiProperty({ example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ description: 'Stands for a parent nobody named: cannot sign in, waits for completion', example: false })
  placeholder!: boolean;
}

export class AccountMemberView {
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

  @ApiProperty({ description: 'Whether there is a picture to get', example: true })
  picture!: boolean;
}

export class CommunicationView {
  @ApiProperty({ format: 'email', example: 'compta@ecole.example' })
  email!: string;

  @ApiProperty({ type: String, enum: letterLanguages, nullable: true, description: 'Null: the organization’s own', example: 'fr' })
  language!: LetterLanguage | null;

  @ApiProperty({ type: 'integer', description: 'To change it with', example: 1 })
  version!: number;
}

export class ActivationView {
  @ApiProperty({
    enum: activationStates,
    description: 'Whether the owner can sign in: no, asked to by letter, or yes',
    example: 'requested',
  })
  state!: ActivationState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-21T12:00:00.000Z' })
  requestedAt!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when the link in the letter works',
    example: '2027-01-20T12:00:00.000Z',
  })
  expiresAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What the owner signs in with: the client’s own to change', example: null })
  username!: string | null;
}

export class AccountView {
  @ApiProperty({ example: exampleId('account') })
  id!: string;

  @ApiProperty({ description: 'The account as the acting organization’s client', example: exampleId('client') })
  clientId!: string;

  @ApiProperty({ type: AccountOwnerView })
  owner!: AccountOwnerView;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where the acting organization writes to the owner',
    example: 'ana.tremblay@mail.example',
  })
  email!: string | null;

  @ApiProperty({
    type: CommunicationView,
    nullable: true,
    description: 'Where an account is written to that stands for an organization; it has usernames instead of an owner',
    example: null,
  })
  corporate!: CommunicationView | null;

  @ApiProperty({
    enum: consentStates,
    description: 'What the owner lets you see: all of the account, or the owner alone',
    example: 'given',
  })
  consent!: ConsentState;

  @ApiProperty({ type: ActivationView })
  activation!: ActivationView;

  @ApiProperty({ type: [AccountMemberView] })
  members!: AccountMemberView[];

  @ApiProperty({ type: String, nullable: true, description: 'The import that made this client', example: exampleId('import') })
  importId!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Withdrawn then, and hidden by default', example: null })
  archivedAt!: string | null;
}

export class CreatedAccountView extends AccountView {
  @ApiProperty({
    enum: accountWarnings,
    isArray: true,
    description: 'What the account lacks: an address to sign in with, a birth date',
    example: ['identity.assumed-adult'],
  })
  warnings!: AccountWarning[];
}

export const accountView = ({
  id,
  clientId,
  owner,
  email,
  corporate,
  activation,
  consent,
  members,
  ...account
}: AccountRecord): AccountView => ({
  id: publicId('account', id),
  clientId: publicId('client', clientId),
  owner: { personId: maybePublicId('person', owner.personId), name: owner.name, placeholder: owner.placeholder },
  email,
  corporate: corporate && { email: corporate.email, language: corporate.language, version: corporate.version },
  activation: activationView(activation),
  consent,
  members: members.map(accountMemberView),
  importId: maybePublicId('import', account.importId),
  createdAt: account.createdAt,
  archivedAt: account.archivedAt,
});

export const accountMemberView = ({ personId, number, firstName, lastName, birthDate, picture }: AccountMember): AccountMemberView => ({
  personId: publicId('person', personId),
  number,
  firstName,
  lastName,
  birthDate,
  picture,
});

export const activationView = ({ state, requestedAt, expiresAt, username }: ActivationRecord): ActivationView => ({
  state,
  requestedAt,
  expiresAt,
  username,
});

export const createdAccountView = ({ warnings, ...account }: CreatedAccount): CreatedAccountView => ({ ...accountView(account), warnings });
