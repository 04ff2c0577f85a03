import { ApiProperty } from '@nestjs/swagger';
import type { AccountRecord } from '#contracts/identity/accounts.query';
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
}

export class AccountView {
  @ApiProperty({ example: exampleId('account') })
  id!: string;

  @ApiProperty({ description: 'The account as the acting organization’s client', example: exampleId('client') })
  clientId!: string;

  @ApiProperty({ type: AccountOwnerView })
  owner!: AccountOwnerView;

  @ApiProperty({ type: [AccountMemberView] })
  members!: AccountMemberView[];

  @ApiProperty({ type: String, nullable: true, description: 'The import that made this client', example: exampleId('import') })
  importId!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T12:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Withdrawn then, and hidden by default', example: null })
  archivedAt!: string | null;
}

export const accountView = ({ id, clientId, owner, members, importId, createdAt, archivedAt }: AccountRecord): AccountView => ({
  id: publicId('account', id),
  clientId: publicId('client', clientId),
  owner: { personId: maybePublicId('person', owner.personId), name: owner.name, placeholder: owner.placeholder },
  members: members.map((member) => ({
    personId: publicId('person', member.personId),
    number: member.number,
    firstName: member.firstName,
    lastName: member.lastName,
    birthDate: member.birthDate,
  })),
  importId: maybePublicId('import', importId),
  createdAt,
  archivedAt,
});
