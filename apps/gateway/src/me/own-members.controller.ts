import { Body, Controller, Put } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { IsDay } from '#contracts/days';
import { ChangeOwnMember } from '#contracts/identity/shared-fields';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { AccountMemberView, accountMemberView } from '../accounts/account.response.js';
import { Operation } from '../edge/operation.js';
import { IsPublicId, exampleId, uuidOf } from '../edge/public-ids.js';

export class OwnMemberBody {
  @ApiProperty({ example: exampleId('account') })
  @IsPublicId('account')
  readonly accountId!: string;

  @ApiProperty({ description: 'A member of my account; myself, where it is not mine', example: exampleId('person') })
  @IsPublicId('person')
  readonly personId!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Léa' })
  @IsString()
  @Length(1, 100)
  readonly firstName!: string;

  @ApiProperty({ minLength: 1, maxLength: 100, example: 'Tremblay-Roy' })
  @IsString()
  @Length(1, 100)
  readonly lastName!: string;

  @ApiProperty({
    type: String,
    required: false,
    format: 'date',
    nullable: true,
    description: 'Stays when it is left out',
    example: '2015-04-09',
  })
  @IsOptional()
  @IsDay()
  readonly birthDate?: string | null;
}

@ApiTags('Me')
@Controller('v1/me/members')
export class OwnMembersController {
  constructor(private readonly messages: Messages) {}

  @Put()
  @Operation(
    'Say what a member of my account is called',
    { description: 'The member as every organization sees them from now on', type: AccountMemberView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
    'Of everybody in an account of mine; of myself with a login of my own. It changes for every organization that knows the person.',
  )
  async change(@Body() { accountId, personId, firstName, lastName, birthDate }: OwnMemberBody): Promise<AccountMemberView> {
    const ids = { accountId: uuidOf('account', accountId), personId: uuidOf('person', personId) };
    return accountMemberView(await this.messages.ask(message(ChangeOwnMember, { ...ids, firstName, lastName, birthDate })));
  }
}
