import { Body, Controller, Ip, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { ChangePassword, ChangeUsername, RequestUsername } from '#contracts/identity/passwords';
import { Messages } from '#platform/messaging/messages';
import { NoSuchObject } from '../edge/gateway.errors.js';
import { Operation } from '../edge/operation.js';
import { SignedInAs, type SignedIn } from '../edge/signed-in.js';
import { PasswordChangeBody, UsernameBody, UsernameCodeBody, UsernameSentView, UsernameView } from './own-sign-in.bodies.js';

@ApiTags('Me')
@Controller('v1/me')
export class OwnSignInController {
  constructor(private readonly messages: Messages) {}

  @Put('password')
  @Operation(
    'Change my password',
    { status: 204, description: 'The new one holds; every other session has ended' },
    { withoutOrganization: true, refuses: ['invalid', 'missing', 'rule', 'wrong-type'] },
    'An API key has no password to change.',
  )
  async changePassword(
    @Body() { password, newPassword }: PasswordChangeBody,
    @SignedInAs() { sessionId }: SignedIn,
    @Ip() address: string,
  ): Promise<void> {
    if (sessionId === undefined) throw new NoSuchObject();
    await this.messages.ask(message(ChangePassword, { sessionId, password, newPassword, address }));
  }

  @Post('username')
  @Operation(
    'Ask to sign in with another address',
    { status: 202, description: 'A letter is on its way', type: UsernameSentView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'rule', 'wrong-type'] },
    'A code is sent to the new address. One that somebody signs in with is answered alike.',
  )
  async requestUsername(@Body() { username, password, language }: UsernameBody, @Ip() address: string): Promise<UsernameSentView> {
    const { sent } = await this.messages.ask(message(RequestUsername, { username, password, language, address }));
    return { sent };
  }

  @Post('username/confirmations')
  @Operation(
    'Change my username with the code',
    { description: 'What I sign in with from now on', type: UsernameView },
    { withoutOrganization: true, refuses: ['invalid', 'forbidden', 'conflict', 'rule', 'wrong-type'] },
    'The earlier address is told.',
  )
  async changeUsername(@Body() { code }: UsernameCodeBody): Promise<UsernameView> {
    const { username } = await this.messages.ask(message(ChangeUsername, { code }));
    return { username };
  }
}
