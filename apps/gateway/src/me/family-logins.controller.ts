import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InviteFamilyMember, JoinFamily, ListFamilyLogins, WithdrawFamilyLogin } from '#contracts/identity/family-logins';
import { message } from '#contracts/message';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import {
  FamilyInvitationBody,
  FamilyLinkBody,
  FamilyLoginView,
  FamilyLoginsView,
  FamilyMemberBody,
  JoinedFamilyView,
  familyLoginView,
} from './family-logins.bodies.js';

@ApiTags('Me')
@Controller('v1/me/family-logins')
export class FamilyLoginsController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'List who else signs in to my accounts',
    { description: 'Members with a login of their own, and those who are invited to one', type: FamilyLoginsView },
    { withoutOrganization: true, refuses: ['forbidden'] },
  )
  async list(): Promise<FamilyLoginsView> {
    const { data } = await this.messages.ask(message(ListFamilyLogins, {}));
    return { data: data.map(familyLoginView) };
  }

  @Post()
  @Operation(
    'Invite a member of my account to a login of their own',
    { description: 'A letter is on its way', type: FamilyLoginView },
    {
      withoutOrganization: true,
      idempotency: 'honoured',
      refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule', 'too-many', 'wrong-type'],
    },
    'From 14 on. The invitation lasts ten days; a newer one voids it. They will see and change what is theirs; others’ things, consents and payments stay mine.',
  )
  async invite(
    @Body() { accountId, personId, email, language }: FamilyInvitationBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<FamilyLoginView> {
    const command = message(InviteFamilyMember, { ...idsOf({ accountId, personId }), email, language });
    return familyLoginView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post('withdrawals')
  @Operation(
    'Take a login back, or the invitation to one',
    { description: 'It works no more', type: FamilyLoginView },
    { withoutOrganization: true, idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type'] },
    'At once. Their sign-in stays, with whatever else they sign in to.',
  )
  async withdraw(
    @Body() { accountId, personId }: FamilyMemberBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<FamilyLoginView> {
    const command = message(WithdrawFamilyLogin, idsOf({ accountId, personId }));
    return familyLoginView(await this.messages.ask(command, { idempotencyKey }));
  }

  @Post('acceptances')
  @Operation(
    'Accept an invitation to the account of my family',
    { description: 'I sign in to it from now on', type: JoinedFamilyView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'missing', 'conflict', 'rule', 'wrong-type'] },
    'Signed in with the invited address. My other accounts, and how I pay there, stay mine alone.',
  )
  async accept(@Body() { token }: FamilyLinkBody): Promise<JoinedFamilyView> {
    const { accountId } = await this.messages.ask(message(JoinFamily, { token }));
    return { accountId: publicId('account', accountId) };
  }
}

const idsOf = ({ accountId, personId }: FamilyMemberBody) => ({
  accountId: uuidOf('account', accountId),
  personId: uuidOf('person', personId),
});
