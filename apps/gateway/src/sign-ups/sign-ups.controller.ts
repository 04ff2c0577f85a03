import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { RequestSignUpCode, SignUp } from '#contracts/identity/activation';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from '../edge/access-tokens.js';
import { Operation } from '../edge/operation.js';
import { uuidOf } from '../edge/public-ids.js';
import { sessionView } from '../sessions/session.response.js';
import { CodeSentView, SignUpBody, SignUpCodeBody, SignedUpView } from './sign-ups.bodies.js';

@ApiTags('Activation')
@Controller('v1/sign-ups')
export class SignUpsController {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  @Post()
  @Operation(
    'Ask for the code to become a client',
    { status: 202, description: 'A letter is on its way', type: CodeSentView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'Every address gets the same answer and a letter. A new code voids the earlier one; it works for ten minutes.',
  )
  async request(@Body() { organizationId, email, language }: SignUpCodeBody, @Ip() address: string): Promise<CodeSentView> {
    const fields = { organizationId: uuidOf('organization', organizationId), email, language, address };
    const { sent } = await this.messages.ask(message(RequestSignUpCode, fields));
    return { sent };
  }

  @Post('confirmations')
  @Operation(
    'Become a client with the code',
    { status: 201, description: 'A session, and the account', type: SignedUpView },
    { open: true, refuses: ['invalid', 'missing', 'rule', 'wrong-type'] },
    'An account the organization had made for the address is activated instead of doubled.',
  )
  async confirm(@Body() body: SignUpBody, @Ip() address: string): Promise<SignedUpView> {
    const { email, code, firstName, lastName, birthDate, phone, password } = body;
    const organizationId = uuidOf('organization', body.organizationId);
    const fields = { organizationId, email, code, firstName, lastName, birthDate, phone, password, address };
    const session = await this.messages.ask(message(SignUp, fields));
    return { ...sessionView(session, await this.tokens.sign(session.sessionId)), accountId: publicId('account', session.accountId) };
  }
}
