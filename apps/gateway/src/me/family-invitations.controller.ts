import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetFamilyLoginLink, StartFamilyLogin } from '#contracts/identity/family-logins';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { AccessTokens } from '../edge/access-tokens.js';
import { Operation } from '../edge/operation.js';
import { SessionView, sessionView } from '../sessions/session.response.js';
import { FamilyLinkBody, FamilyLinkView, FamilyPasswordBody, familyLinkView } from './family-logins.bodies.js';

/** For whoever follows the link of the letter and is not signed in. */
@ApiTags('Activation')
@Controller('v1/family-logins')
export class FamilyInvitationsController {
  constructor(
    private readonly messages: Messages,
    private readonly tokens: AccessTokens,
  ) {}

  @Post('checks')
  @Operation(
    'See what an invitation to a family account is for',
    { description: 'Who invites whom', type: FamilyLinkView },
    { open: true, refuses: ['invalid', 'missing', 'wrong-type'] },
    'Looking spends nothing. A link that is unknown, spent, expired or replaced is missing, whichever it is.',
  )
  async check(@Body() { token }: FamilyLinkBody): Promise<FamilyLinkView> {
    return familyLinkView(await this.messages.ask(message(GetFamilyLoginLink, { token })));
  }

  @Post()
  @Operation(
    'Accept an invitation to a family account by choosing a password',
    { status: 201, description: 'A session', type: SessionView },
    { open: true, refuses: ['invalid', 'missing', 'conflict', 'rule', 'wrong-type'] },
    'Following the link proves the address; the link is spent. An address that signs in already accepts signed in, at `/v1/me/family-logins/acceptances`.',
  )
  async start(@Body() { token, password }: FamilyPasswordBody): Promise<SessionView> {
    const session = await this.messages.ask(message(StartFamilyLogin, { token, password }));
    return sessionView(session, await this.tokens.sign(session.sessionId));
  }
}
