import { ApiProperty } from '@nestjs/swagger';
import type { OwnAccountRecord } from '#contracts/identity/managing';
import { publicId } from '#kernel/ids';
import { AccountMemberView, accountMemberView } from '../accounts/account.response.js';
import { exampleId } from '../edge/public-ids.js';

export class KnowingOrganizationView {
  @ApiProperty({ description: 'My account as the organization has it', example: exampleId('client') })
  clientId!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  name!: string;
}

export class OwnAccountView {
  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ description: 'Whether it is mine, or I am a member with a login of my own', example: true })
  owner!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Of the organization it stands for; null: a person’s account', example: null })
  corporateName!: string | null;

  @ApiProperty({ type: [AccountMemberView] })
  members!: AccountMemberView[];

  @ApiProperty({ type: [KnowingOrganizationView], description: 'Whose client it is' })
  organizations!: KnowingOrganizationView[];
}

export class OwnAccountsView {
  @ApiProperty({ type: [OwnAccountView] })
  data!: OwnAccountView[];
}

export const ownAccountView = ({ accountId, owner, corporateName, members, organizations }: OwnAccountRecord): OwnAccountView => ({
  accountId: publicId('account', accountId),
  owner,
  corporateName,
  members: members.map(accountMemberView),
  organizations: organizations.map(({ clientId, name }) => ({ clientId: publicId('client', clientId), name })),
});
